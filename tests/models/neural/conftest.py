"""A tiny BERT, made once for all tests of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.models.neural.devices import Device, choose
from tests.building import once
from tests.models.neural.tiny import write_bert


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a BERT of 32 numbers and two layers; only for reading."""
    return once(tmp_path_factory, "tiny-bert", write_bert)


@pytest.fixture(scope="session")
def cpu() -> Device:
    """One thread in float32: results are the same each time."""
    return choose("cpu", threads=1, bf16=False)
