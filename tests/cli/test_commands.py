"""What holds for all commands: help, completion, JSON, and which stream says what."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mkgrdf.cli import _COMMANDS, EXIT_CODES, main
from mkgrdf.cli.querying import query
from mkgrdf.errors import MkgError
from mkgrdf.queries import all_queries
from tests.building import command
from tests.cli.conftest import Shop

MKGRDF = Path(sys.executable).with_name("mkgrdf")


def commands(group: click.Group = main, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and subcommand with the words that it is called by."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*path, name), found
        if isinstance(found, click.Group):
            yield from commands(found, *path, name)


ALL = dict(commands())


def test_there_are_the_commands_of_the_main_job() -> None:
    """The names that the documentation uses are there, in the order of the main job."""
    wanted = """
        init detect import extract build train evaluate phrases validate quarantine query concepts script recommend
        publish shapes ontology stats check demo
    """
    assert [path[0] for path in ALL if len(path) == 1] == wanted.split()


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help(path: tuple[str, ...]) -> None:
    """Each command explains itself, and each of its options has a help text."""
    said = command(*path, "--help").stdout
    assert said.startswith(f"Usage: mkgrdf {' '.join(path)} ")
    for parameter in ALL[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0] in said


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_table_of_commands_says_what_they_say(name: str) -> None:
    """`mkgrdf --help` imports no command, so its one-line helps are compared with the commands' own here."""
    help_text = ALL[name,].help
    assert help_text is not None
    assert _COMMANDS[name][1] == inspect.cleandoc(help_text).splitlines()[0]
    assert f"  {name} " in command("--help").stdout


def test_every_command_has_a_json_form() -> None:
    """Groups aside, which print nothing themselves, each command takes --json."""
    without = [
        path
        for path, found in ALL.items()
        if not isinstance(found, click.Group) and not any("--json" in parameter.opts for parameter in found.params)
    ]
    assert without == []


def test_a_query_may_have_any_parameter_that_the_command_has_not() -> None:
    """No ready-made query has a parameter that `mkgrdf query` would take for an option of its own."""
    own = {name for parameter in query.params if isinstance(parameter, click.Option) for name in parameter.opts}
    assert [(one.name, item.name) for one in all_queries() for item in one.parameters if f"--{item.name}" in own] == []


def test_every_kind_of_error_has_an_exit_code() -> None:
    """A new kind of error gets a code of its own, or is one of the others on purpose."""
    assert {kind for kind in MkgError.__subclasses__() if kind.__module__ == "mkgrdf.errors"} == set(EXIT_CODES)


@pytest.mark.parametrize(
    "words",
    [
        ("detect", "files"),
        ("import", "files"),
        ("import", "files", "--dry-run"),
        ("extract",),
        ("build",),
        ("validate",),
        ("quarantine",),
        ("quarantine", "list"),
        ("quarantine", "retry"),
        ("query", "--list"),
        ("query", "browse/product", "--product", "mat"),
        ("query", "browse/neighbourhood", "--node", "mat"),
        ("query", "check/graph-is-empty"),
        ("script", "--product", "mat"),
        ("script", "--product", "mat", "--save"),
        ("recommend", "--scene", "gym"),
        ("publish", "out"),
        ("ontology", "show"),
        ("ontology", "check", "--no-reason"),
        ("stats",),
        ("check",),
        ("init", "other"),
    ],
    ids=" ".join,
)
def test_json(shop: Shop, words: tuple[str, ...]) -> None:
    """With --json, stdout is one JSON value and nothing else."""
    said = command(*words, "--json").stdout
    assert json.loads(said) is not None
    assert len(said.splitlines()) > 1 or said == "[]\n"


@pytest.mark.parametrize(
    "words", [("import", "nowhere"), ("query", "no/such"), ("validate", "nowhere.ttl"), ("nothing",)]
)
def test_errors_go_to_stderr(shop: Shop, words: tuple[str, ...]) -> None:
    """What went wrong is no result: stdout stays empty, with or without --json."""
    for more in ((), ("--json",)):
        result = command(*words, *more, code=3 if words[0] == "validate" else 2)
        assert result.stdout == ""
        assert "rror" in result.stderr


def test_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder above is a project, the message says how to start one."""
    monkeypatch.chdir(tmp_path)
    for words in (("stats",), ("build",), ("query", "browse/classes"), ("quarantine",), ("validate",)):
        assert "mkgrdf init" in command(*words, code=2).stderr


def test_a_project_is_found_from_below(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command works in any folder of the project."""
    monkeypatch.chdir(shop.folder / "files")
    assert shop.quads() > 100


def test_a_mistake_in_the_settings_is_named(shop: Shop) -> None:
    """A key that nobody reads stops every command, with the file and the key."""
    with (shop.folder / "mkgrdf.toml").open("a", encoding="utf-8") as file:
        file.write('formaat = "native"\n')
    assert "formaat" in command("stats", code=2).stderr


def test_version_and_streams_of_the_installed_command(shop: Shop) -> None:
    """The command on PATH prints results as UTF-8 to stdout, and nothing to stderr where all is well."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [MKGRDF, "query", "browse/products", "--language", "zh"], capture_output=True, check=True, env=environment
    )
    assert done.stderr == b""
    assert "防滑瑜伽垫" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete -o"), ("zsh", "#compdef mkgrdf"), ("fish", "complete --")]
)
def test_shell_completion(shell: str, sign: str) -> None:
    """Each shell gets its completion script from the command itself."""
    environment = {**os.environ, "_MKGRDF_COMPLETE": f"{shell}_source"}
    done = subprocess.run([MKGRDF], capture_output=True, text=True, check=False, env=environment)
    assert sign in done.stdout, done.stderr


def test_completing_a_command() -> None:
    """Half a command is completed."""
    environment = {**os.environ, "_MKGRDF_COMPLETE": "bash_complete", "COMP_WORDS": "mkgrdf rec", "COMP_CWORD": "1"}
    done = subprocess.run([MKGRDF], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "plain,recommend\n"
