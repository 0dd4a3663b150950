"""`mkgrdf validate` as continuous integration uses it: reports to files, thresholds, baselines, what changed."""

from __future__ import annotations

import csv
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import NamedNode

from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import SCHEMA
from tests.building import command
from tests.cli.conftest import Shop

MKGRDF = Path(sys.executable).with_name("mkgrdf")
PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = f"""{PREFIXES}
ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ; sh:property ex:Cup-size , ex:Cup-note , ex:Cup-maker .
ex:Cup-size sh:path ex:size ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "One size."@en , "一个尺寸。"@zh .
ex:Cup-note sh:path ex:note ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "A note, please."@en .
ex:Cup-maker sh:path ex:maker ; sh:class ex:Maker ; sh:message "A maker."@en .
ex:Makers a sh:NodeShape ; sh:targetClass ex:Maker ; sh:nodeKind sh:IRI .
"""
GOOD = f'{PREFIXES}\nex:good a ex:Cup ; ex:size 1 ; ex:note "n" .\n'
BAD = f'{PREFIXES}\nex:bad a ex:Cup ;\n    ex:note "n" .\n'
NO_NOTE = f"{PREFIXES}\nex:plain a ex:Cup ; ex:size 1 .\n"
MAKER = f"{PREFIXES}\nex:anna a ex:Maker .\n"
MADE = f'{PREFIXES}\nex:made a ex:Cup ; ex:size 1 ; ex:note "n" ; ex:maker ex:anna .\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside any project with shapes and some data; commands run in it."""
    (tmp_path / "data").mkdir()
    write(tmp_path, "shapes.ttl", SHAPES)
    write(tmp_path, "data/good.ttl", GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def validate(*words: str, code: int = 0) -> dict[str, object]:
    """Validate the data against the folder's shapes; returns the JSON report."""
    said: dict[str, object] = json.loads(
        command("validate", "data", "--shapes", "shapes.ttl", "--format", "json", *words, code=code).stdout
    )
    return said


def nodes(report: dict[str, object]) -> list[str]:
    results = report["results"]
    assert isinstance(results, list)
    return [result["node"] for result in results]


# --- reports ---------------------------------------------------------------------------------------------------------


def test_several_reports_at_once(folder: Path) -> None:
    """Each form goes to its file, one of them to stdout, all of the same findings."""
    write(folder, "data/bad.ttl", BAD)
    files = [f"--format={form}=out.{form}" for form in ("json", "turtle", "sarif", "junit", "html", "csv", "text")]
    said = command("validate", "data", "--shapes", "shapes.ttl", "--format", "github", *files, code=1)
    assert said.stdout.startswith("::error file=data/bad.ttl,line=4,")
    assert "::One size.%0A<https://example.org/bad> <https://example.org/size>" in said.stdout
    assert nodes(json.loads((folder / "out.json").read_text("utf-8"))) == ["<https://example.org/bad>"]
    (run,) = json.loads((folder / "out.sarif").read_text("utf-8"))["runs"]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/bad.ttl"
    assert ET.parse(folder / "out.junit").getroot().get("failures") == "1"  # noqa: S314 - our own
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["node"] for row in csv.DictReader(stream)] == ["<https://example.org/bad>"]
    assert "一个尺寸。" in (folder / "out.html").read_text("utf-8")
    assert "sh:conforms false" in (folder / "out.turtle").read_text("utf-8")
    assert "Violation: One size." in (folder / "out.text").read_text("utf-8")


def test_with_files_alone_the_summary_goes_to_stderr(folder: Path) -> None:
    """Nothing on stdout that a pipe would take for a report."""
    said = command("validate", "data", "--shapes", "shapes.ttl", "--format", "sarif=out.sarif")
    assert said.stdout == ""
    assert "0 violations, 0 warnings in 1 focus node" in said.stderr


def test_a_hyphen_is_stdout(folder: Path) -> None:
    """`json=-` is `json`."""
    assert json.loads(command("validate", "data", "--shapes", "shapes.ttl", "--format", "json=-").stdout)["conforms"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "xml"], "'xml' is no form; expected one of text, json"),
        (["--format", "text", "--format", "json"], "only one report can go to stdout"),
        (["--format", "text", "--json"], "only one report can go to stdout"),
        (["--format", "json=a", "--format", "text=a"], "same file"),
        (["--format", "json=a", "--format", "text=data/../a"], "same file"),
        (["--format", "json="], "names no file; expected json=FILE"),
        (["--format", "json=none/out.json"], "there is no folder none"),
        (["--format", "json=data"], "data is a folder"),
        (["--write-baseline", "none/b.json"], "there is no folder none"),
        (["--baseline", "none.json"], "expected a file that --write-baseline wrote"),
        (["--baseline", "shapes.ttl"], "no JSON, line 1"),
        (["--fail-on", "error"], "'error' is not one of 'violation', 'warning', 'info', 'never'"),
        (["--max-results", "-1"], "-1 is not in the range"),
    ],
)
def test_wrong_options_are_told_before_the_work(folder: Path, words: list[str], said: str) -> None:
    """Exit code 2, what was expected, and no file written."""
    result = command("validate", "data", "--shapes", "shapes.ttl", *words, code=2)
    assert said in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert sorted(path.name for path in folder.iterdir()) == ["data", "shapes.ttl"]


def test_a_file_is_replaced_whole(folder: Path) -> None:
    """The old report stays until the new one is there, and keeps its permissions; nothing is left beside it."""
    write(folder, "out.json", "old")
    (folder / "out.json").chmod(0o640)
    held = (folder / "out.json").open(encoding="utf-8")
    with held:
        validate_to = ["validate", "data", "--shapes", "shapes.ttl", "--format", "json=out.json"]
        command(*validate_to)
        assert held.read() == "old"
    assert json.loads((folder / "out.json").read_text("utf-8"))["conforms"]
    assert stat.S_IMODE((folder / "out.json").stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["data", "out.json", "shapes.ttl"]


def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    """`--format json=PIPE` must not put a file in the pipe's place."""
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        command("validate", "data", "--shapes", "shapes.ttl", "--format", "json=pipe")
        said, _ = reader.communicate(timeout=30)
    assert json.loads(said)["conforms"]
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_max_results(folder: Path) -> None:
    """The gravest are listed, the rest is counted, and the exit code does not change."""
    write(folder, "data/bad.ttl", BAD)
    write(folder, "data/plain.ttl", NO_NOTE)
    report = validate("--max-results", "1", code=1)
    assert nodes(report) == ["<https://example.org/bad>"]
    assert report["cut"] == 1
    said = command("validate", "data", "--shapes", "shapes.ttl", "--max-results", "0", code=1).stdout
    assert said.startswith("1 violation, 1 warning in 3 focus nodes\nshowing the 0 gravest, 2 cut off")


def test_findings_in_a_store_are_put_on_the_files_of_the_sources(shop: Shop) -> None:
    """The catalogue's file is found where the project's settings say; a report names no folder of this machine."""
    graph = NamedNode("https://example.org/shop/graph/source/files/product/bag")
    bag = NamedNode("https://example.org/shop/product/bag")
    with EmbeddedStore(shop.folder / "store") as store:
        kept = [quad.triple for quad in store.quads([graph])]
        store.commit({graph: [triple for triple in kept if (triple.subject, triple.predicate) != (bag, SCHEMA.sku)]})
    said = command("validate", "--format", "github", "--format", "sarif=out.sarif", "--format", "html=out.html", code=1)
    assert said.stdout.startswith(
        "::error file=files/products.jsonl,line=2,title=mkgsh%3AProduct-sku%3A too few values::"
    )
    (run,) = json.loads((shop.folder / "out.sarif").read_text("utf-8"))["runs"]
    (place,) = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert place == "files/products.jsonl"
    for name in ("out.sarif", "out.html"):
        assert str(shop.folder) not in (shop.folder / name).read_text("utf-8")


# --- what fails ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "threshold", "code"),
    [
        (BAD, "violation", 1),
        (NO_NOTE, "violation", 0),
        (NO_NOTE, "warning", 1),
        (NO_NOTE, "info", 1),
        (BAD, "never", 0),
        (GOOD, "info", 0),
    ],
)
def test_fail_on(folder: Path, data: str, threshold: str, code: int) -> None:
    """The exit code is 1 from the threshold on; the findings are listed whether they fail or not."""
    write(folder, "data/more.ttl", data)
    report = validate("--fail-on", threshold, code=code)
    assert len(nodes(report)) == (data != GOOD)
    assert report["passes"] is (code == 0)
    assert report["conforms"] is (data != BAD)


def test_never_is_for_findings_alone(folder: Path) -> None:
    """`--fail-on never` does not pass data that nothing looked at, or that cannot be read."""
    write(folder, "other.ttl", f"{PREFIXES}\nex:a ex:b ex:c .\n")
    command("validate", "other.ttl", "--shapes", "shapes.ttl", "--fail-on", "never", code=5)
    command("validate", "none.ttl", "--shapes", "shapes.ttl", "--fail-on", "never", code=3)


def test_a_report_is_written_even_when_nothing_was_looked_at(folder: Path) -> None:
    """Exit code 5, and JUnit has an error for whoever looks only there."""
    write(folder, "other.ttl", f"{PREFIXES}\nex:a ex:b ex:c .\n")
    command("validate", "other.ttl", "--shapes", "shapes.ttl", "--format", "junit=out.xml", code=5)
    assert ET.parse(folder / "out.xml").getroot().get("errors") == "1"  # noqa: S314 - our own


@pytest.mark.parametrize("url", ["notaurl", "localhost:7878", "ftp://localhost/", "http://", "http://[", "data"])
def test_an_endpoint_that_is_no_url(folder: Path, url: str) -> None:
    """It is wrong usage, and no folder of that name is looked for."""
    assert "is no URL of an endpoint" in command("validate", "--endpoint", url, code=2).stderr
    assert sorted(path.name for path in folder.iterdir()) == ["data", "shapes.ttl"]


def test_an_endpoint_that_does_not_answer(folder: Path) -> None:
    """Data that cannot be had are data that cannot be read."""
    assert "error: " in command("validate", "--endpoint", "http://127.0.0.1:9/query", code=3).stderr


# --- baseline --------------------------------------------------------------------------------------------------------


def test_only_new_findings_fail(folder: Path) -> None:
    """Known ones are left out and counted, gone ones are counted, a new one fails."""
    write(folder, "data/bad.ttl", BAD)
    written = command("validate", "data", "--shapes", "shapes.ttl", "--write-baseline", "known.json")
    assert "known.json: 1 finding written" in written.stderr
    assert "Violation: One size." in written.stdout
    write(folder, "data/bad.ttl", f"# a line more\n{BAD}")
    report = validate("--baseline", "known.json")
    assert (nodes(report), report["known"], report["gone"]) == ([], 1, 0)
    assert (report["conforms"], report["passes"]) == (False, True)
    write(folder, "data/new.ttl", BAD.replace("ex:bad", "ex:new"))
    write(folder, "data/bad.ttl", GOOD)
    report = validate("--baseline", "known.json", code=1)
    assert (nodes(report), report["known"], report["gone"]) == (["<https://example.org/new>"], 0, 1)
    said = command("validate", "data", "--shapes", "shapes.ttl", "--baseline", "known.json", code=1).stdout
    assert "0 known from the baseline (not listed), 1 of the baseline gone" in said


def test_a_baseline_is_renewed(folder: Path) -> None:
    """Both options with one file: what is new and gone is said, and the file has what was found now."""
    write(folder, "data/bad.ttl", BAD)
    both = ("--baseline", "known.json", "--write-baseline", "known.json")
    validate("--write-baseline", "known.json")
    write(folder, "data/bad.ttl", BAD.replace("ex:bad", "ex:other"))
    assert validate(*both)["gone"] == 1
    report = validate(*both)
    assert (report["known"], report["gone"]) == (1, 0)


def test_no_baseline_of_nothing(folder: Path) -> None:
    """When nothing was looked at, an existing baseline stays."""
    write(folder, "other.ttl", f"{PREFIXES}\nex:a ex:b ex:c .\n")
    command("validate", "other.ttl", "--shapes", "shapes.ttl", "--write-baseline", "known.json", code=5)
    assert not (folder / "known.json").exists()


# --- changed since ---------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path) -> Path:
    """The folder as a git repository whose one commit has an old fault."""
    write(folder, "data/bad.ttl", BAD)
    write(folder, "data/maker.ttl", MAKER)
    write(folder, "data/made.ttl", MADE)
    write(folder, ".gitignore", "built.ttl\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    return folder


def test_old_faults_in_files_that_did_not_change_pass(repository: Path) -> None:
    """Without a change, the old fault is counted and nothing fails; without the option, it fails."""
    validate(code=1)
    report = validate("--changed-since", "HEAD")
    assert (nodes(report), report["untouched"], report["conforms"]) == ([], 1, False)


def test_faults_in_changed_and_in_new_files_count(repository: Path) -> None:
    """Committed or not, in the repository or not there yet."""
    write(repository, "data/new.ttl", BAD.replace("ex:bad", "ex:new"))
    assert nodes(validate("--changed-since", "HEAD", code=1)) == ["<https://example.org/new>"]
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "new")
    assert nodes(validate("--changed-since", "HEAD~1", code=1)) == ["<https://example.org/new>"]
    assert nodes(validate("--changed-since", "HEAD")) == []
    write(repository, "data/bad.ttl", BAD + "# a word\n")
    assert nodes(validate("--changed-since", "HEAD", code=1)) == ["<https://example.org/bad>"]


@pytest.mark.parametrize("how", ["statement", "file"])
def test_a_fault_that_a_change_elsewhere_causes_counts(repository: Path, how: str) -> None:
    """The maker loses its class, or its file; the cup that breaks stands in a file that did not change."""
    if how == "statement":
        write(repository, "data/maker.ttl", GOOD.replace("ex:good", "ex:anna"))
    else:
        (repository / "data" / "maker.ttl").unlink()
    report = validate("--changed-since", "HEAD", code=1)
    assert (nodes(report), report["untouched"]) == (["<https://example.org/made>"], 1)


def test_a_file_that_git_does_not_keep_counts_as_changed(repository: Path) -> None:
    """What is built and ignored is never 'unchanged': else its faults would pass for ever."""
    write(repository, "data/built.ttl", BAD.replace("ex:bad", "ex:built"))
    assert nodes(validate("--changed-since", "HEAD", code=1)) == ["<https://example.org/built>"]


def test_it_is_the_branch_that_counts(repository: Path) -> None:
    """What has changed on the other branch since this one parted from it is not this branch's doing."""
    git(repository, "switch", "-q", "-c", "mine")
    git(repository, "switch", "-q", "main")
    write(repository, "data/bad.ttl", BAD.replace("ex:note", "ex:size 1 ; ex:note"))
    git(repository, "commit", "-q", "-am", "mended on main")
    git(repository, "switch", "-q", "mine")
    assert nodes(validate("--changed-since", "main")) == []


def test_a_subfolder_of_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to where the command runs, whatever git thinks; annotations to the repository's root."""
    write(repository, "data/new.ttl", BAD.replace("ex:bad", "ex:new"))
    monkeypatch.chdir(repository / "data")
    words = ("validate", ".", "--shapes", "../shapes.ttl", "--changed-since", "HEAD", "--format", "github")
    assert command(*words, code=1).stdout.startswith("::error file=data/new.ttl,line=4,")


@pytest.mark.parametrize("reference", ["nowhere", "--output=x", "", "HEAD~9"])
def test_a_reference_that_is_none(repository: Path, reference: str) -> None:
    """Exit code 2; an option of git's is no reference."""
    said = command("validate", "data", "--shapes", "shapes.ttl", f"--changed-since={reference}", code=2).stderr
    assert "expected a commit, branch or tag that this repository has" in said
    assert not (repository / "x").exists()


def test_histories_without_a_common_start(repository: Path) -> None:
    """As in a shallow clone: the message says how to get the rest."""
    git(repository, "switch", "-q", "--orphan", "other")
    write(repository, "a.txt", "a")
    git(repository, "add", "a.txt")
    git(repository, "commit", "-q", "-m", "other")
    git(repository, "switch", "-q", "main")
    said = command("validate", "data", "--shapes", "shapes.ttl", "--changed-since", "other", code=2).stderr
    assert "fetch-depth: 0" in said


def test_no_repository(folder: Path) -> None:
    """Outside a repository the option is wrong usage; git's own words say why."""
    said = command("validate", "data", "--shapes", "shapes.ttl", "--changed-since", "HEAD", code=2).stderr
    assert "expected a git repository around" in said


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, the message names the program."""
    monkeypatch.setenv("PATH", str(repository))
    said = command("validate", "data", "--shapes", "shapes.ttl", "--changed-since", "HEAD", code=2).stderr
    assert "expected a program git that can be run" in said


# --- engines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["auto", "sparql", "pyshacl"])
def test_every_engine_finds_the_same(folder: Path, engine: str) -> None:
    """Findings, places and fingerprints do not depend on who checks."""
    write(folder, "data/bad.ttl", BAD)
    write(folder, "data/plain.ttl", NO_NOTE)
    report = validate("--engine", engine, code=1)
    assert nodes(report) == ["<https://example.org/bad>", "<https://example.org/plain>"]
    assert report == validate(code=1)


def test_explain_tells_which_way_each_check_goes(folder: Path) -> None:
    """A row for each check, and in JSON what it asks; no data are read."""
    words = ("validate", "none.ttl", "--shapes", "shapes.ttl", "--explain")
    said = command(*words).stdout
    row = "https://example.org/Cup-note\t<https://example.org/note>\tsh:MinCountConstraintComponent\tsh:Warning\tquery"
    assert row in said.splitlines()
    assert said.splitlines()[-1] == "5 checks: 5 by query"
    checks = json.loads(command(*words, "--json").stdout)
    assert len(checks) == 5
    assert all(check["query"].startswith("SELECT") for check in checks)
    assert command(*words, "--engine", "pyshacl").stdout.splitlines()[-1] == "5 checks: 5 by pySHACL"
    assert "--explain prints text or JSON" in command(*words, "--format", "sarif", code=2).stderr


# --- the exit codes of the real command ------------------------------------------------------------------------------


@pytest.mark.slow
def test_exit_codes_of_the_process(folder: Path) -> None:
    """What a pipeline sees: 0 conforms, 1 findings, 2 usage, 3 unreadable, 4 shapes, 5 no target, 6 broken off."""
    write(folder, "data/bad.ttl", BAD)
    write(folder, "cut.ttl", BAD[:-10])
    write(folder, "other.ttl", f"{PREFIXES}\nex:a ex:b ex:c .\n")
    # rdflib follows a path of SPARQL's step by step, each inside the one before.
    write(folder, "chain.ttl", PREFIXES + "".join(f"ex:n{n} a ex:Link ; ex:next ex:n{n + 1} .\n" for n in range(3000)))
    select = "SELECT $this WHERE { $this <https://example.org/next>+ <https://example.org/none> }"
    write(folder, "links.ttl", f'{PREFIXES}\nex:S sh:targetClass ex:Link ; sh:sparql [ sh:select "{select}" ] .\n')
    shapes = ["--shapes", "shapes.ttl"]
    expected = {
        0: ["data/good.ttl", *shapes],
        1: ["data", *shapes],
        2: ["data", *shapes, "--format", "xml"],
        3: ["cut.ttl", *shapes],
        4: ["data", "--shapes", "data"],
        5: ["other.ttl", *shapes],
        6: ["chain.ttl", "--shapes", "links.ttl", "--engine", "pyshacl"],
    }
    for code, words in expected.items():
        done = subprocess.run([MKGRDF, "validate", *words], capture_output=True, text=True, check=False)
        assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        assert (done.stdout == "") is (code in (2, 3, 4, 6))
