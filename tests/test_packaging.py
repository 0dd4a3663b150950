"""What is installed is what is meant: metadata, versions, the wheel's files, and a quick start."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import mkgrdf

CHECKOUT = Path(__file__).resolve().parent.parent
SHIPPED = ("ontology", "shapes", "queries", "examples")
# Each takes from a tenth of a second to several to import; a command loads them only when it needs them.
HEAVY = ("torch", "transformers", "rdflib", "pyshacl", "sklearn", "numpy", "ray", "rjieba")


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def constraints() -> dict[str, Version]:
    pins: dict[str, Version] = {}
    for line in (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            pins[canonicalize_name(name)] = Version(version)
    return pins


def requirements(metadata: dict[str, Any]) -> list[Requirement]:
    project = metadata["project"]
    extras = project["optional-dependencies"]
    groups = [project["dependencies"], *extras.values(), *metadata["dependency-groups"].values()]
    texts = [text for group in groups for text in group]
    return [requirement for text in texts if (requirement := Requirement(text)).name != "mkgrdf"]


def test_the_extras_are_there_and_all_has_what_a_user_may_want(metadata: dict[str, Any]) -> None:
    extras = metadata["project"]["optional-dependencies"]
    assert set(extras) == {"all", "clip", "docs", "learn", "neural", "ray", "reason", "vision"}
    (everything,) = map(Requirement, extras["all"])
    assert everything.name == "mkgrdf"
    assert everything.extras == set(extras) - {"all", "docs"}


def test_the_core_needs_no_heavy_package(metadata: dict[str, Any]) -> None:
    core = {Requirement(text).name for text in metadata["project"]["dependencies"]}
    assert core.isdisjoint(
        {"torch", "transformers", "clip-anytorch", "numpy", "scikit-learn", "ray", "owlready2", "av"}
    )


def test_everything_asked_for_has_a_tested_version_that_fits(
    metadata: dict[str, Any], constraints: dict[str, Version]
) -> None:
    asked = requirements(metadata)
    assert len(asked) > 25
    for requirement in asked:
        assert constraints[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_torch_is_pinned_exactly(constraints: dict[str, Version]) -> None:
    assert constraints["torch"] == Version("2.13.0")


def test_one_version_everywhere() -> None:
    version = mkgrdf.__version__
    citation = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert str(Version(version)) == version, "not in the normal form that package indexes use"
    assert str(citation["version"]) == version
    newest = next(name for name in re.findall(r"^## \[(.+?)\]", changelog, flags=re.M) if name != "Unreleased")
    assert newest == version
    assert WheelBuilder(str(CHECKOUT)).metadata.version == version


def test_the_licence_is_the_one_that_is_named(metadata: dict[str, Any]) -> None:
    citation = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    assert metadata["project"]["license"] == citation["license"] == "Apache-2.0"
    licence = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    assert re.search(r"Apache License\s+Version 2\.0, January 2004", licence)


def test_the_wheel_carries_every_file_of_the_folders_that_ship() -> None:
    carried = {file.distribution_path for file in WheelBuilder(str(CHECKOUT)).recurse_included_files()}
    assert "mkgrdf/__init__.py" in carried
    assert "mkgrdf/py.typed" in carried
    for folder in SHIPPED:
        wanted = [file for file in (CHECKOUT / folder).rglob("*") if _ships(file)]
        assert wanted, f"{folder}/ is empty"
        for file in wanted:
            assert f"mkgrdf/_resources/{file.relative_to(CHECKOUT).as_posix()}" in carried
    strays = {path for path in carried if path.partition("/")[0] != "mkgrdf"}
    assert strays == set(), "these would land in site-packages beside other people's packages"


def test_the_sdist_carries_what_the_wheel_is_built_from_and_the_tests() -> None:
    carried = {file.distribution_path for file in SdistBuilder(str(CHECKOUT)).recurse_included_files()}
    for path in ("tests/test_packaging.py", "mkgrdf/__init__.py", "Makefile", "constraints.txt", "docs/conf.py"):
        assert path in carried
    assert {path.partition("/")[0] for path in carried} >= set(SHIPPED)


def _ships(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")


START = {
    "import mkgrdf": "import mkgrdf",
    "mkgrdf --help": "from mkgrdf.cli import main\nmain(['--help'], prog_name='mkgrdf', standalone_mode=False)",
}


@pytest.mark.parametrize("what", START)
def test_starting_loads_nothing_heavy(what: str) -> None:
    program = f"import sys\n{START[what]}\nprint('LOADED', *sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.rpartition("LOADED ")[2].split()
    assert "mkgrdf" in loaded, "the list of modules was not found in the output"
    assert set(HEAVY) & set(loaded) == set()


@pytest.mark.parametrize("what", START)
def test_starting_takes_less_than_half_a_second_of_processor_time(what: str) -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", START[what]], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # The best of three: a busy machine makes a process slower now and then, never faster.
    assert min(seconds() for _ in range(3)) < 0.5


def test_the_command_is_installed_and_answers() -> None:
    command = Path(sys.executable).parent / "mkgrdf"
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert mkgrdf.__version__ in done.stdout
