"""What CI services read of this project, and the page about it: schemas, scripts and commands, each run for real."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mkgrdf.shacl.sources import FORMATS

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PAGE = CHECKOUT / "docs" / "how-to" / "validate-in-ci.md"
EXAMPLES = CHECKOUT / "examples" / "ci"
SCRIPTS = Path(sys.executable).parent
Environment = dict[str, str]


@pytest.fixture(scope="module")
def environment() -> Environment:
    """The environment of the commands: mkgrdf first on PATH, and no git settings but those of the page."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MKGRDF_"))}
    return {**kept, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull}


def run(script: str, folder: Path, environment: Environment, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, with the exit code of the line before as `$?`."""
    return subprocess.run(
        ["bash", "-c", f"(exit {status})\n{script}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def blocks(language: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the page's blocks of code in order, each with its language."""
    for found, body in re.findall(r"^```(\w+)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.M | re.S):
        if language in (None, found):
            yield found, body


def put_files(folder: Path) -> None:
    """Make the folder that the page starts from."""
    names = re.findall(r"here (?:with )?`((?:data|shapes)/[\w.]+)`", PAGE.read_text(encoding="utf-8"))
    bodies = [body for _, body in blocks("turtle")]
    assert names == ["shapes/cups.ttl", "data/cups.ttl"]
    for name, body in zip(names, bodies, strict=True):
        (folder / name).parent.mkdir()
        (folder / name).write_text(body, encoding="utf-8")


def as_shown(output: str, shown: str) -> bool:
    """Tell whether a command printed what the page shows; a line of `…` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in shown.splitlines())
    return re.fullmatch(pattern, output) is not None


@pytest.mark.slow
def test_the_page_shows_what_its_commands_print(tmp_path: Path, environment: Environment) -> None:
    """Every command of the page, in order and in one folder, prints what is shown below it."""
    put_files(tmp_path)
    ran = 0
    for language, body in blocks():
        if language == "bash" and body.startswith("git init"):
            assert run(f"set -e\n{body}", tmp_path, environment).returncode == 0
        if language != "console":
            continue
        status = 0
        for line, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, flags=re.M):
            done = run(line, tmp_path, environment, status)
            assert as_shown(done.stdout, shown), f"$ {line}\n{done.stdout}"
            status = done.returncode
            ran += line.startswith("mkgrdf")
    assert ran == len(re.findall(r"^\$ mkgrdf", PAGE.read_text(encoding="utf-8"), flags=re.M)) >= 8


def test_a_page_that_shows_something_else_is_noticed() -> None:
    """The comparison that the test above relies on can fail."""
    assert as_shown("a\nb\nc\n", "a\n…\n")
    assert as_shown("a\nb\nc\n", "a\n…\nc\n")
    assert not as_shown("a\nb\nc\n", "a\n")
    assert not as_shown("a\nb\n", "a\n…\nc\n")


# --- GitHub ----------------------------------------------------------------------------------------------------------


def schema(name: str) -> Any:
    """A JSON schema that check-jsonschema carries."""
    text = files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{name}.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    return jsonschema.validators.validator_for(loaded)(loaded)


def loaded(path: Path) -> Any:
    """Read YAML 1.2 as these services do: `on` is a word there, and no truth value."""
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(re.sub(r"^on:", '"on":', text, flags=re.M))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (CHECKOUT / "action.yml", "github-actions"),
        (EXAMPLES / "github-workflow.yml", "github-workflows"),
        (EXAMPLES / "gitlab-ci.yml", "gitlab-ci"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_files_obey_the_schema_of_their_service(path: Path, name: str) -> None:
    """The file is valid, and would not be with a key that the service does not know."""
    said = loaded(path)
    validator = schema(name)
    assert [error.message for error in validator.iter_errors(said)] == []
    assert not validator.is_valid({**said, "runs" if "runs" in said else "variables": 5})


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    """The action, as GitHub reads it."""
    read: dict[str, Any] = loaded(CHECKOUT / "action.yml")
    return read


@pytest.fixture(scope="module")
def validate_step(action: dict[str, Any]) -> dict[str, Any]:
    """The step of the action that validates."""
    (step,) = [step for step in action["runs"]["steps"] if step.get("id") == "validate"]
    return dict(step)


def act(step: dict[str, Any], action: dict[str, Any], folder: Path, environment: Environment, **inputs: str) -> Any:
    """Run the step's script as GitHub does, with these inputs and the defaults of the others."""
    given = {name: entry["default"] for name, entry in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    assert set(given) == set(action["inputs"])
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    (folder / "output").write_text("", encoding="utf-8")
    script = folder / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=folder,
        env={**environment, **variables, "GITHUB_OUTPUT": str(folder / "output")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = dict(line.split("=", 1) for line in (folder / "output").read_text(encoding="utf-8").splitlines())
    return done, said


def test_the_action_annotates_and_writes_sarif(
    tmp_path: Path, environment: Environment, action: dict[str, Any], validate_step: dict[str, Any]
) -> None:
    """The step fails with mkgrdf's exit code, and hands on where the SARIF file is."""
    put_files(tmp_path)
    done, said = act(validate_step, action, tmp_path, environment, paths="data/cups.ttl\n", shapes="shapes/\n")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=data/cups.ttl,line=6,")
    assert said == {"exit-code": "1", "sarif": "mkgrdf.sarif"}
    assert len(json.loads((tmp_path / "mkgrdf.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 3


def test_the_action_passes_every_input_on(
    tmp_path: Path, environment: Environment, action: dict[str, Any], validate_step: dict[str, Any]
) -> None:
    """Names with blanks stay whole, text in an input is not run, and each option reaches the command."""
    put_files(tmp_path)
    (tmp_path / "data").rename(tmp_path / "my data $(touch run)")
    given = {
        "paths": "my data $(touch run)",
        "shapes": "shapes/cups.ttl",
        "fail_on": "never",
        "max_results": "1",
        "language": "zh",
        "sarif": "a b.sarif",
    }
    done, said = act(validate_step, action, tmp_path, environment, **given)
    assert (done.returncode, said) == (0, {"exit-code": "0", "sarif": "a b.sarif"}), done.stderr
    assert "仅列出最严重的 1 项，省略 2 项" in done.stdout
    assert not (tmp_path / "run").exists()
    done, said = act(validate_step, action, tmp_path, environment, **given, baseline="none.json")
    assert (done.returncode, said) == (2, {"exit-code": "2"})
    assert "--baseline" in done.stderr
    done, said = act(validate_step, action, tmp_path, environment, **given, changed_since="main")
    assert (done.returncode, said) == (2, {"exit-code": "2"})
    assert "--changed-since" in done.stderr


def test_the_action_says_nothing_untrue_about_an_old_sarif_file(
    tmp_path: Path, environment: Environment, action: dict[str, Any], validate_step: dict[str, Any]
) -> None:
    """When nothing could be validated, what an earlier step left is not uploaded as the result."""
    put_files(tmp_path)
    (tmp_path / "mkgrdf.sarif").write_text("{}", encoding="utf-8")
    done, said = act(validate_step, action, tmp_path, environment, paths="none/", shapes="shapes/")
    assert (done.returncode, said) == (3, {"exit-code": "3"})


def test_every_input_of_the_action_is_used(action: dict[str, Any]) -> None:
    """An input that nothing reads would be a promise that nobody keeps; the example's inputs exist."""
    steps = yaml.safe_dump(action["runs"])
    for name in action["inputs"]:
        assert f"inputs.{name}" in steps
    used = loaded(EXAMPLES / "github-workflow.yml")["jobs"]["validate"]["steps"][1]["with"]
    assert set(used) <= set(action["inputs"])


def test_no_script_holds_an_expression(action: dict[str, Any]) -> None:
    """GitHub pastes expressions into the script's text, so whoever names a branch could write into it."""
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]


# --- GitLab and pre-commit -------------------------------------------------------------------------------------------


def test_the_jobs_for_gitlab_work(tmp_path: Path, environment: Environment) -> None:
    """Each job's commands but the installation, in a repository as the page has it; the artefacts are there."""
    put_files(tmp_path)
    jobs = loaded(EXAMPLES / "gitlab-ci.yml")
    identity = "git -c user.name=T -c user.email=t@example.org"
    start = "mkgrdf validate data/ --shapes shapes/ --write-baseline known-findings.json --format text=known.txt"
    prepared = run(f"set -e; {start}; git init -q; git add .; {identity} commit -q -m start", tmp_path, environment)
    assert prepared.returncode == 0, prepared.stdout
    (tmp_path / "data" / "new.ttl").write_text(
        "<https://example.org/jug> a <https://example.org/Cup> .\n", encoding="utf-8"
    )
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD", "MKGRDF": "mkgrdf"}
    for name in ("validate-graph", "validate-changes"):
        install, command = jobs[name]["script"]
        assert install == 'pip install --quiet "$MKGRDF"'
        done = run(command, tmp_path, environment | variables)
        assert done.returncode == 1, done.stdout
        assert "node: <https://example.org/jug>" in done.stdout
        assert "node: <https://example.org/bowl>" not in done.stdout
    artifacts = jobs["validate-graph"]["artifacts"]
    for file in (*artifacts["paths"], artifacts["reports"]["junit"]):
        assert (tmp_path / file).stat().st_size


@pytest.fixture(scope="module")
def hooks() -> dict[str, dict[str, Any]]:
    """The hooks, by id."""
    return {hook["id"]: hook for hook in loaded(CHECKOUT / ".pre-commit-hooks.yaml")}


def test_the_hooks_have_what_pre_commit_needs(hooks: dict[str, dict[str, Any]]) -> None:
    """Id, name, entry and language; the files are those that mkgrdf reads, packed or not."""
    assert set(hooks) == {"mkgrdf-validate", "mkgrdf-validate-files"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        for extension in FORMATS:
            assert re.search(hook["files"], f"data/a.{extension}")
            assert re.search(hook["files"], f"data/a.{extension}.gz")
        assert not re.search(hook["files"], "data/ttl.py")


def test_the_hook_of_the_example_guards_a_commit(
    tmp_path: Path, environment: Environment, hooks: dict[str, dict[str, Any]]
) -> None:
    """Its entry with the example's args passes known findings and stops new ones."""
    put_files(tmp_path)
    (wanted,) = loaded(EXAMPLES / "pre-commit-config.yaml")["repos"][0]["hooks"]
    call = f"{hooks[wanted['id']]['entry']} {shlex.join(wanted['args'])}"
    start = "mkgrdf validate data/ --shapes shapes/ --write-baseline known-findings.json --format text=known.txt"
    assert run(start, tmp_path, environment).returncode == 0
    assert run(call, tmp_path, environment).returncode == 0
    (tmp_path / "data" / "new.ttl").write_text(
        "<https://example.org/jug> a <https://example.org/Cup> .\n", encoding="utf-8"
    )
    assert run(call, tmp_path, environment).returncode == 1


def test_the_hook_for_files_takes_files(tmp_path: Path, environment: Environment, hooks: dict[str, Any]) -> None:
    """pre-commit puts the names of the commit's files behind the entry and the args."""
    put_files(tmp_path)
    call = f"{hooks['mkgrdf-validate-files']['entry']} --shapes shapes/ data/cups.ttl"
    assert run(call, tmp_path, environment).returncode == 1
