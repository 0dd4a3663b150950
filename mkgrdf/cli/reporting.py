"""Where reports go: ``--format FORM[=FILE]``, several at once, files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mkgrdf.cli.output import say
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.writers import FORMS, Remarks, written

__all__ = ["Outlet", "outlets", "put", "writable", "write_whole"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A form to write, and the file that it goes to; without one, to stdout."""

    form: str
    file: Path | None


def outlets(asked: Iterable[str], *, as_json: bool = False) -> list[Outlet]:
    """Read what ``--format`` and ``--json`` ask for; text to stdout where they ask for nothing.

    Raises:
        click.UsageError: an unknown form, two reports to stdout or to one file, or a file that cannot be there.
    """
    found = [_outlet(text) for text in asked]
    if as_json:
        found.append(Outlet("json", None))
    if sum(outlet.file is None for outlet in found) > 1:
        raise click.UsageError("only one report can go to stdout: write the others to files, as in --format sarif=FILE")
    files = [outlet.file.resolve() for outlet in found if outlet.file is not None]
    if len(set(files)) < len(files):
        raise click.UsageError("two reports would go to the same file: give each its own")
    return found or [Outlet("text", None)]


def _outlet(text: str) -> Outlet:
    form, separator, name = text.partition("=")
    if form not in FORMS:
        raise click.BadParameter(f"{form!r} is no form; expected one of {', '.join(FORMS)}", param_hint="--format")
    if separator and not name:
        raise click.BadParameter(f"{text!r} names no file; expected {form}=FILE", param_hint="--format")
    return Outlet(form, writable(Path(name), "--format") if name and name != "-" else None)


def writable(file: Path, option: str) -> Path:
    """Return ``file`` if its folder is there and it is not a folder itself; better said before the work than after.

    Raises:
        click.BadParameter: it cannot be written.
    """
    if file.is_dir():
        raise click.BadParameter(f"{file} is a folder; expected a file to write to", param_hint=option)
    if not file.parent.is_dir():
        raise click.BadParameter(f"there is no folder {file.parent} to write {file.name} to", param_hint=option)
    return file


def put(report: Report, wanted: Sequence[Outlet], language: str, remarks: Remarks) -> None:
    """Write the report to each outlet. Where none of them is stdout, the summary goes to stderr."""
    for outlet in wanted:
        text = written(outlet.form, report, language, remarks)
        if outlet.file is None:
            click.echo(text, nl=False)
        else:
            write_whole(outlet.file, text)
    if all(outlet.file is not None for outlet in wanted):
        for line in remarks.lines(report, language):
            say(line)


def write_whole(file: Path, text: str) -> None:
    """Write ``text`` to ``file`` so that whoever reads it finds the old content or the new, never half of it.

    Raises:
        click.UsageError: it cannot be written.
    """
    # A name that cannot be said in UTF-8 must not keep the report from being written.
    content = text.encode("utf-8", "replace")
    try:
        if file.exists() and not file.is_file():  # a pipe or /dev/null, which must not be replaced
            file.write_bytes(content)
        else:
            _replace(file.resolve(), content)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror or error}") from error


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # A temporary file is its owner's alone; a report is for whoever may read the files beside it.
        part.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_mask())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
