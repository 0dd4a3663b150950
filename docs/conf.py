"""How Sphinx builds this documentation; ``make docs`` calls it with warnings as errors."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from mkgrdf import __version__

project = "mkgrdf"
author = "The mkgrdf contributors"
# No year: a build that reads the clock is another build tomorrow.
copyright = author  # noqa: A001 - Sphinx reads this name
release = __version__

extensions = ["myst_parser", "reference_pages", "sphinx_copybutton"]
exclude_patterns = ["_build", "_ext", "explanation/decisions/template.md"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"mkgrdf {release}"
html_show_sphinx = False

# Copy what the reader types, not the prompt and not the answer.
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
