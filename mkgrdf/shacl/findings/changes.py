"""What changed since a state of a git repository, and which findings have to do with it.

A finding counts when its place lies in a changed file, or when its node or value occurs in a statement that was added
or removed: a brand that loses its class in one file breaks the products of another. Only what certainly has nothing
to do with the changes is left out; a file that git does not keep counts as changed. That is a filter for reviews, and
no substitute for a full run: a rule that looks several steps away may find more.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, parse

from mkgrdf.errors import SettingsError
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.sources import format_of, rdf_files, read_file

__all__ = ["Changes", "changes_since"]

_OPTION = "--changed-since"
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of a repository that git keeps, and those among them that differ from commit ``base``.

    ``root`` is the repository's; the files are relative to it. New files that git does not keep yet are ``changed``.
    """

    root: Path
    base: str
    kept: frozenset[str]
    changed: frozenset[str]

    def concerns(self, file: str, *, by_name: bool = False) -> bool:
        """Tell whether ``file`` changed, or may have. ``by_name``: it is known by the end of its path only."""
        if by_name:
            ends = [path for path in self.kept if path == file or path.endswith(f"/{file}")]
            return not ends or not self.changed.isdisjoint(ends)
        path = self._inside(Path(file))
        return path is None or path not in self.kept or path in self.changed

    def select(self, violations: Iterable[Violation], paths: Sequence[Path]) -> tuple[Violation, ...]:
        """Return the findings that the changes may be to blame for.

        ``paths`` are the files and folders that were validated; none where it was a store, whose findings name files
        as the catalogue's source did.

        Raises:
            CatalogError: a changed file cannot be read.
        """
        touched = self._touched(paths)
        return tuple(
            violation
            for violation in violations
            if violation.focus in touched
            or violation.value in touched
            or (violation.origin is None and not (paths and isinstance(violation.focus, NamedNode)))
            or (violation.origin is not None and self.concerns(violation.origin.file, by_name=not paths))
        )

    def _touched(self, paths: Sequence[Path]) -> frozenset[object]:
        """Return the named nodes of each statement that was added to or removed from the files."""
        nodes: set[object] = set()
        for file in rdf_files(paths):
            if self.concerns(str(file)):
                path = self._inside(file)
                nodes |= _nodes(set(read_file(file)) ^ (set() if path is None else self._before(path)))
        folders = [path for path in map(self._inside, paths) if path is not None]
        for path in self.changed:
            gone = not (self.root / path).exists()
            if gone and format_of(Path(path)) is not None and str(Path(path).parent) in folders:
                nodes |= _nodes(self._before(path))
        return frozenset(nodes)

    def _before(self, path: str) -> set[Quad]:
        """Return the statements of a file as it was; none if it was not there, or was no RDF then."""
        syntax = format_of(Path(path))
        shown = _git(self.root, "show", f"{self.base}:{path}", may_fail=True)
        if shown is None or syntax is None or path.lower().endswith(".gz"):
            return set()
        try:
            return set(parse(input=shown, format=syntax, base_iri=(self.root / path).as_uri(), rename_blank_nodes=True))
        except (SyntaxError, ValueError):
            return set()

    def _inside(self, path: Path) -> str | None:
        place = path.resolve()
        return place.relative_to(self.root).as_posix() if place.is_relative_to(self.root) else None


def _nodes(quads: Iterable[Quad]) -> set[object]:
    return {node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}


def changes_since(reference: str, folder: Path) -> Changes:
    """Return what changed in the repository of ``folder`` since it parted from ``reference``, uncommitted work too.

    Raises:
        SettingsError: git is not there, ``folder`` lies in no repository, or ``reference`` is no commit that it has.
    """
    found = _run(folder, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise SettingsError(_OPTION, reference, f"a git repository around {folder.resolve()}; git says: {_said(found)}")
    root = Path(found.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")).resolve()
    commit = None
    if not reference.startswith("-"):
        commit = _git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}", may_fail=True)
    if commit is None:
        raise SettingsError(
            _OPTION, reference, "a commit, branch or tag that this repository has; a shallow clone may lack it"
        )
    base = _git(root, "merge-base", commit.decode().strip(), "HEAD", may_fail=True)
    if base is None:
        raise SettingsError(
            _OPTION, reference, "a commit that HEAD shares history with; in CI, fetch all of it (fetch-depth: 0)"
        )
    start = base.decode().strip()
    changed = _paths(_git(root, "diff", "--name-only", "--no-renames", "-z", start, "--"))
    new = _paths(_git(root, "ls-files", "--others", "--exclude-standard", "-z"))
    kept = _paths(_git(root, "ls-files", "-z"))
    return Changes(root, start, kept | new, changed | new)


def _paths(said: bytes | None) -> frozenset[str]:
    return frozenset(path.decode("utf-8", "surrogateescape") for path in (said or b"").split(b"\0") if path)


def _git(folder: Path, *words: str, may_fail: bool = False) -> bytes | None:
    """Run git and return what it printed; ``None`` where it failed and ``may_fail`` says that this is an answer."""
    done = _run(folder, *words)
    if done.returncode and not may_fail:
        raise SettingsError(_OPTION, "git", f"'git {words[0]}' to work; git says: {_said(done)}")
    return None if done.returncode else done.stdout


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, but for a reference that is no option
            ["git", "-C", str(folder), *words],  # noqa: S607 - whichever git the user has
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        raise SettingsError(_OPTION, "git", f"a program git that can be run: {error.strerror or error}") from error
    except subprocess.TimeoutExpired as error:
        raise SettingsError(_OPTION, "git", f"an answer within {_SECONDS} s to 'git {words[0]}'") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip()
