"""Turns a merchant's catalogue, reviews, pages, images and videos into a multimodal product knowledge graph.

The names below are the front door; each is imported when it is first used, so ``import mkgrdf`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkgrdf.assistant import recommend
    from mkgrdf.errors import MkgError
    from mkgrdf.iris import Iris
    from mkgrdf.pipeline import build, extract_knowledge, import_lexicons, import_source
    from mkgrdf.project import Project, open_project
    from mkgrdf.publish import publish
    from mkgrdf.queries import load_query, run
    from mkgrdf.readers import read_source
    from mkgrdf.script import write_script
    from mkgrdf.settings import Settings, load_settings
    from mkgrdf.shacl.gate import Gate
    from mkgrdf.shacl.validation import validate_paths, validate_store
    from mkgrdf.store.opening import open_store

__all__ = [
    "Gate",
    "Iris",
    "MkgError",
    "Project",
    "Settings",
    "__version__",
    "build",
    "extract_knowledge",
    "import_lexicons",
    "import_source",
    "load_query",
    "load_settings",
    "open_project",
    "open_store",
    "publish",
    "read_source",
    "recommend",
    "run",
    "validate_paths",
    "validate_store",
    "write_script",
]

__version__ = "0.1.0"

_HOMES = {
    "Gate": "shacl.gate",
    "Iris": "iris",
    "MkgError": "errors",
    "Project": "project",
    "Settings": "settings",
    "build": "pipeline",
    "extract_knowledge": "pipeline",
    "import_lexicons": "pipeline",
    "import_source": "pipeline",
    "load_query": "queries",
    "load_settings": "settings",
    "open_project": "project",
    "open_store": "store.opening",
    "publish": "publish",
    "read_source": "readers",
    "recommend": "assistant",
    "run": "queries",
    "validate_paths": "shacl.validation",
    "validate_store": "shacl.validation",
    "write_script": "script",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mkgrdf' has no attribute {name!r}")
    return getattr(importlib.import_module(f"mkgrdf.{_HOMES[name]}"), name)
