"""The neural level: encoders from a folder or the hub, one training loop, and the heads that stand on them.

Needs torch and transformers (the extra ``neural``); nothing outside this package imports either, and nothing imports
this package before a neural model is asked for.
"""

from __future__ import annotations

import importlib.util

from mkgrdf.errors import ModelError

_MISSING = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]
if _MISSING:
    raise ModelError(
        f"the neural level needs {' and '.join(_MISSING)}, not installed here; expected the extra 'neural': "
        "pip install 'mkgrdf[neural]' (with -c constraints.txt, since an unpinned torch may fetch gigabytes)"
    )
