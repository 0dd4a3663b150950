"""The process in which one entry runs: ``python -m validation.contest MODULE ENTRY FOLDER SHAPES ANSWER``.

MODULE is ``peers`` or ``ours``; the answer is a JSON file. A package that is not installed ends it with status 3.
"""

from __future__ import annotations

import importlib
import json
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from validation.entry import Entry, Stopwatch

__all__ = ["NOT_INSTALLED"]

NOT_INSTALLED = 3


def main() -> None:
    """Run one entry and write down what it found."""
    module, name, folder, shapes, answer = sys.argv[1:]
    entry: Entry = importlib.import_module(f"validation.{module}").ENTRIES[name]
    try:
        versions = {package: version(package) for package in (*entry.packages, "pyoxigraph")}
    except PackageNotFoundError as error:
        print(f"not installed: {error.name}", file=sys.stderr)
        raise SystemExit(NOT_INSTALLED) from error
    watch = Stopwatch()
    results = entry.check(Path(folder), Path(shapes), watch)
    told = {"results": results, "seconds": watch.seconds, "versions": versions}
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
