"""The library transformers, loaded so that a broken torchvision beside it does no harm, and told to be quiet."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from typing import Any

import torch

__all__ = ["transformers"]

_LIBRARIES: list[torch.library.Library] = []
"""Keeps the declared operators alive: a library takes its operators with it when it is collected."""


@cache
def transformers() -> Any:
    """Return the module ``transformers``, whose progress bars and advice are switched off.

    transformers imports torchvision as soon as it sees its metadata, and a torchvision built for another torch (CUDA
    beside a CPU torch) fails there: ``operator torchvision::nms does not exist``.
    """
    _mend_torchvision()
    module = importlib.import_module("transformers")
    logging = importlib.import_module("transformers.utils.logging")
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return module


def _mend_torchvision() -> None:
    """Declare the two operators that a torchvision without its compiled half misses; do nothing to a sound one."""
    if "torchvision" in sys.modules or importlib.util.find_spec("torchvision") is None:
        return
    try:
        importlib.import_module("torchvision")
    except (RuntimeError, ImportError) as error:
        if "torchvision::nms" not in str(error):
            raise
        library: Any = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _LIBRARIES.append(library)
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        importlib.import_module("torchvision")
