"""The plan of the house holds: who imports whom, who opens what, who prints."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mkgrdf

PACKAGE = Path(mkgrdf.__file__).parent

# From the bottom up; a module imports from its own package or from the lines above its own line only. The picture is
# the one of the architecture, drawn finer where one module of a line builds on another.
LAYERS = (
    ("errors",),
    ("resources", "text"),
    ("vocabulary", "settings"),
    ("turtle",),
    ("records",),
    ("iris",),
    ("statements",),
    ("store",),
    ("queries", "phrases"),
    ("readers", "describe", "shacl", "models", "decisions"),
    ("quarantine", "ontology", "read_options"),
    ("extract",),
    ("corpus", "project", "source_columns"),
    ("ingest", "extraction", "deciding"),
    ("pipeline",),
    ("script", "assistant", "publish", "evaluate"),
    ("cli",),
)
LINE = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """Return the top-level module or package that a file belongs to."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports(path: Path) -> list[tuple[str, int]]:
    """Return what a file imports, and on which line; imports for type checking only do not run and do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        node
        for guard in ast.walk(tree)
        if isinstance(guard, ast.If) and ast.unparse(guard.test) == "TYPE_CHECKING"
        for node in ast.walk(guard)
    }
    found = []
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found.append((node.module or "", node.lineno))
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def test_every_room_has_a_line() -> None:
    """Each top-level module and package of the project stands on one line of the picture, and the other way round."""
    assert {room(path) for path in MODULES} - {"__init__"} == set(LINE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_upwards(path: Path) -> None:
    """A module imports only from the lines above its own."""
    own = room(path)
    if own == "__init__":
        assert not [name for name, _ in imports(path) if name.startswith("mkgrdf.")]
        return
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] != "mkgrdf" or len(parts) < 2 or parts[1] not in LINE or parts[1] == own:
            continue
        assert LINE[parts[1]] < LINE[own], f"{path}:{line}: {own} imports {parts[1]}"


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("rdflib", {"shacl"}),
        ("pyshacl", {"shacl"}),
        ("owlready2", {"ontology"}),
        ("SPARQLWrapper", {"store"}),
        ("torch", {"models"}),
        ("transformers", {"models"}),
        ("sklearn", {"models", "extract", "evaluate"}),
        ("numpy", {"models", "extract", "evaluate"}),
        ("ray", {"extraction"}),
        ("click", {"cli"}),
        ("rich", {"cli"}),
    ],
)
def test_libraries_stay_in_their_rooms(library: str, rooms: set[str]) -> None:
    """Objects of a library do not wander through the house."""
    users = {room(path) for path in MODULES for name, _ in imports(path) if name.split(".")[0] == library}
    assert users <= rooms


def test_only_the_store_opens_oxigraph() -> None:
    """A folder or an endpoint is opened by the store alone; staging in memory is the gate's."""
    openers = {
        room(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Store", "pyoxigraph.Store") and node.args
    }
    assert openers <= {"store"}


def test_only_the_command_line_prints_or_exits() -> None:
    """Libraries return values and raise; they neither print nor exit."""
    for path in MODULES:
        if room(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "sys.exit", "exit"), f"{path}:{node.lineno}: {called}"


def test_modules_are_rooms_not_halls() -> None:
    """A module holds one idea and stays below 400 lines."""
    long = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
