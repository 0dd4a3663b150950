from __future__ import annotations

import re
from pathlib import Path

from mkgrdf.readers import READERS, RejectCode


def test_the_page_lists_exactly_the_codes(repository: Path) -> None:
    """Each code is documented once, in order, and nothing else is."""
    page = (repository / "docs" / "reference" / "reject-codes.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert documented == sorted(code.value for code in RejectCode)


def test_each_code_is_used(repository: Path) -> None:
    """No code is kept that no reader gives."""
    sources = [path.read_text(encoding="utf-8") for path in (repository / "mkgrdf" / "readers").glob("*.py")]
    used = {name for source in sources for name in re.findall(r"RejectCode\.([A-Z_]+)", source)}
    assert used == {code.name for code in RejectCode}


def test_readers_are_registered_under_their_names() -> None:
    """The registry's keys are the formats' names."""
    assert {name: reader.name for name, reader in READERS.items()} == {
        name: name for name in ("magento", "native", "schema-org", "texts", "html", "rejects")
    }
