"""The libraries of the neural level: missing, or beside a broken torchvision."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(code: str, path: Path | None = None) -> str:
    """Run ``code`` in a process of its own, ``path`` first on its path, and return what it prints."""
    environment = dict(os.environ)
    if path is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(path), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_missing_torch_is_an_error_that_says_how_to_get_it() -> None:
    """Where torch is not installed, asking for a neural model names the extra; nothing before needs torch."""
    code = """
import sys
sys.modules["torch"] = None
import mkgrdf.cli.neural, mkgrdf.extract.neural.entities, mkgrdf.extract.neural.proposals, mkgrdf.evaluate.neural
from mkgrdf.errors import ModelError
try:
    import mkgrdf.models.neural.encoder
except ModelError as error:
    print(error)
"""
    said = run(code)
    assert said.startswith("the neural level needs torch, not installed here")
    assert "pip install 'mkgrdf[neural]'" in said


def test_extractors_load_no_torch_before_they_read() -> None:
    """Importing the whole level, its commands included, imports neither torch nor transformers."""
    code = """
import sys
import mkgrdf.cli.neural, mkgrdf.evaluate.neural, mkgrdf.extract.neural.training
import mkgrdf.extract.neural.entities, mkgrdf.extract.neural.sentences, mkgrdf.extract.neural.relations
import mkgrdf.extract.neural.proposals, mkgrdf.extract.neural.phrases
print(sorted({"torch", "transformers", "numpy"} & set(sys.modules)))
"""
    assert run(code).strip() == "[]"


def test_a_torchvision_for_another_torch_is_mended(tmp_path: Path) -> None:
    """A torchvision whose compiled half is missing fails in the same way as the real one, and loads all the same."""
    package = tmp_path / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import torch\nfrom torchvision import registrations\nsound = True\n",
        encoding="utf-8",
    )
    (package / "registrations.py").write_text(
        "import torch\n"
        "@torch.library.register_fake('torchvision::nms')\n"
        "def fake(dets, scores, iou_threshold):\n"
        "    return dets.new_empty(0, dtype=torch.long)\n",
        encoding="utf-8",
    )
    broken = "import torchvision"
    code = f"""
try:
    {broken}
except RuntimeError as error:
    print(error)
from mkgrdf.models.neural import software
software._mend_torchvision()
import torchvision
print(torchvision.sound)
"""
    said = run(code, tmp_path).splitlines()
    assert "torchvision::nms does not exist" in said[0]
    assert said[-1] == "True"
