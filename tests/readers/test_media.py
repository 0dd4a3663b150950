from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image as Picture

from mkgrdf.readers.media import find_media, measure_image, measure_video
from mkgrdf.readers.problems import RejectCode, RowError

Draw = Callable[..., Path]
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.jpg", "image/jpeg"), ("a.png", "image/png"), ("a.webp", "image/webp")]
)
def test_measures_an_image(picture: Draw, name: str, media_type: str) -> None:
    """Size, type and hash are those of the file, whatever its kind."""
    path = picture(name, (400, 300))
    measured = measure_image(path)
    assert (measured.width, measured.height, measured.media_type) == (400, 300, media_type)
    assert measured.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_image_is_measured_as_it_is_shown(picture: Draw) -> None:
    """A photo that Exif turns by a quarter has its width and height exchanged."""
    turned = Picture.Exif()
    turned[0x0112] = 6
    measured = measure_image(picture("a.jpg", (40, 30), exif=turned))
    assert (measured.width, measured.height) == (30, 40)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_truncated_image_is_found_out(picture: Draw, name: str) -> None:
    """A file that is cut short is not measured, though its header is whole."""
    path = picture(name, (300, 300))
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(RowError) as error:
        measure_image(path)
    assert error.value.code is RejectCode.IMAGE_UNREADABLE


def test_what_is_no_image_is_not_measured(write: Write) -> None:
    """The name of a file does not make it an image."""
    with pytest.raises(RowError) as error:
        measure_image(write("a.jpg", "hello"))
    assert error.value.code is RejectCode.IMAGE_UNREADABLE


def test_a_decompression_bomb_is_not_decoded(picture: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image with more pixels than the limit is refused by its header."""
    path = picture("a.png", (50, 50))
    for limit in (2000, 1000):  # Pillow warns above the limit and raises above twice the limit
        monkeypatch.setattr(Picture, "MAX_IMAGE_PIXELS", limit)
        with pytest.raises(RowError) as error:
            measure_image(path)
        assert error.value.code is RejectCode.IMAGE_TOO_LARGE


def test_measures_a_video(film: Draw) -> None:
    """Size and length of a real video file are found."""
    measured = measure_video(film("a.mp4"))
    assert (measured.width, measured.height, measured.media_type) == (64, 48, "video/mp4")
    assert measured.duration == Decimal("1.000")


def test_what_is_no_video_is_not_measured(write: Write) -> None:
    """Bytes that FFmpeg cannot make sense of are refused."""
    pytest.importorskip("av", reason="needs mkgrdf[vision]")
    with pytest.raises(RowError) as error:
        measure_video(write("a.mp4", b"\0" * 1000))
    assert error.value.code is RejectCode.VIDEO_UNREADABLE


def test_without_pyav_the_way_to_install_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A video without the extra is a reject that names the command."""
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(RowError) as error:
        measure_video(tmp_path / "a.mp4")
    assert error.value.code is RejectCode.NEEDS_EXTRA
    assert "pip install 'mkgrdf[vision]'" in error.value.suggestion


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../secret.jpg", RejectCode.MEDIA_OUTSIDE),
        ("/etc/passwd", RejectCode.MEDIA_OUTSIDE),
        ("none.jpg", RejectCode.MEDIA_MISSING),
        ("none.jpg" * 100, RejectCode.MEDIA_MISSING),
        ("no\0ne.jpg", RejectCode.MEDIA_MISSING),
        ("https://example.org/a.jpg", RejectCode.IMAGE_NOT_LOCAL),
        ("//example.org/a.jpg", RejectCode.IMAGE_NOT_LOCAL),
    ],
)
def test_only_files_inside_the_source_are_media(tmp_path: Path, picture: Draw, name: str, code: RejectCode) -> None:
    """A path out of the folder, a missing file and a URL are refused, each by its name."""
    picture("secret.jpg")
    folder = tmp_path / "source"
    folder.mkdir()
    with pytest.raises(RowError) as error:
        find_media(name, folder, folder)
    assert error.value.code is code
