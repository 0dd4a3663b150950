"""What tests of readers share: files made from bytes, and a read with its results sorted out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from mkgrdf.readers import ReadOptions, SourceCounts, read_source
from mkgrdf.records import Record, Reject

Read = Callable[..., tuple[list[Record], list[Reject], SourceCounts]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text (UTF-8 unless said otherwise) or bytes to a file below ``tmp_path``."""

    def write_file(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Path]:
    """Draw a small image file below ``tmp_path``."""

    def draw(name: str, size: tuple[int, int] = (40, 30), colour: str = "red", **options: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Picture.new("RGB", size, colour).save(path, **options)
        return path

    return draw


@pytest.fixture
def film(tmp_path: Path) -> Callable[[str], Path]:
    """Encode a one-second video of 64 by 48 pixels below ``tmp_path``; skips the test without PyAV."""
    av = pytest.importorskip("av", reason="needs mkgrdf[vision]")

    def render(name: str) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream("mpeg4", rate=10)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for index in range(10):
                frame = av.VideoFrame.from_image(Picture.new("RGB", (64, 48), (index * 20, 0, 0)))
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        return path

    return render


@pytest.fixture
def read() -> Read:
    """Read a source to its end; whatever it holds, each row must be accounted for."""

    def read_all(
        path: Path, format_: str | None = None, options: ReadOptions | None = None
    ) -> tuple[list[Record], list[Reject], SourceCounts]:
        reading = read_source(path, format=format_, options=options)
        results = list(reading)
        assert reading.counts.balanced
        assert sum(reading.counts.rejects.values()) + sum(reading.counts.records.values()) == len(results)
        records = [one for one in results if not isinstance(one, Reject)]
        return records, [one for one in results if isinstance(one, Reject)], reading.counts

    return read_all
