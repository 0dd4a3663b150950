"""What can be measured on a picture or video file: size, type, duration, content hash."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from PIL import Image as Picture
from PIL import UnidentifiedImageError

from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["IMAGE_SUFFIXES", "VIDEO_SUFFIXES", "Measured", "find_media", "measure_image", "measure_video"]

IMAGE_SUFFIXES = frozenset((".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"))
VIDEO_SUFFIXES = frozenset((".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"))

_VIDEO_TYPES = {
    ".avi": "video/x-msvideo",
    ".m4v": "video/mp4",
    ".mkv": "video/matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
_ORIENTATION = 0x0112  # the Exif tag
_MICROSECONDS = 1_000_000  # what FFmpeg counts the length of a container in


@dataclass(frozen=True, slots=True)
class Measured:
    """Size in pixels as shown (turned as Exif asks), media type, SHA-256 of the bytes, and seconds for a video."""

    sha256: str
    width: int
    height: int
    media_type: str
    duration: Decimal = Decimal(0)


def find_media(name: str, folder: Path, root: Path) -> Path:
    """Return the file ``name`` (a relative path with ``/``) below ``folder``, which may not lie outside ``root``.

    Raises:
        RowError: ``media-missing``, ``media-outside``, or ``image-not-local`` for a URL.
    """
    if "://" in name or name.startswith(("//", "data:")):
        raise RowError(
            RejectCode.IMAGE_NOT_LOCAL,
            name[:200],
            expected="a file beside the catalogue; nothing is fetched from the network",
            suggestion="download the file and name its path",
        )
    path = folder / PurePosixPath(name.replace("\\", "/"))
    try:
        is_inside, is_there = path.resolve().is_relative_to(root.resolve()), path.is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it: no file has such a name
        is_inside, is_there = True, False
    if not is_inside:
        raise RowError(
            RejectCode.MEDIA_OUTSIDE,
            name,
            expected=f"a path inside {root.name or root}",
            suggestion="move the file into the source's folder and name its path there",
        )
    if not is_there:
        raise RowError(
            RejectCode.MEDIA_MISSING,
            name,
            expected=f"a file of this name below {folder.name or folder}",
            suggestion="add the file, or correct or remove its name",
        )
    return path


def measure_image(path: Path) -> Measured:
    """Measure a picture. The pixels are decoded once, so a file that is cut short is found out here.

    Raises:
        RowError: ``image-unreadable``, or ``image-too-large`` for more pixels than Pillow deems safe to decode.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            picture = Picture.open(path)
        with picture:
            width, height = picture.size
            media_type = Picture.MIME.get(picture.format or "")
            turned = picture.getexif().get(_ORIENTATION) in {5, 6, 7, 8}
            # A JPEG decoded at an eighth of its size has had all its bytes read, at a fraction of the work.
            picture.draft(None, (max(1, width // 8), max(1, height // 8)))
            picture.load()
    except (Picture.DecompressionBombWarning, Picture.DecompressionBombError) as error:
        raise RowError(
            RejectCode.IMAGE_TOO_LARGE,
            path.name,
            expected=f"at most {Picture.MAX_IMAGE_PIXELS} pixels",
            suggestion="scale the image down",
        ) from error
    # What Pillow's decoders raise on bytes that they cannot make sense of.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, ZeroDivisionError) as error:
        raise RowError(
            RejectCode.IMAGE_UNREADABLE,
            path.name,
            expected=f"a whole image file ({error})",
            suggestion="export or copy the image again",
        ) from error
    if media_type is None:
        raise RowError(
            RejectCode.IMAGE_UNREADABLE,
            path.name,
            expected="a format with a media type",
            suggestion="convert the image to JPEG, PNG or WebP",
        )
    if turned:
        width, height = height, width
    return Measured(_digest(path), width, height, media_type)


def measure_video(path: Path) -> Measured:
    """Measure a video file; needs PyAV, which the extra ``vision`` installs.

    Raises:
        RowError: ``needs-extra`` without PyAV, ``video-unreadable`` when FFmpeg finds no picture in the file.
    """
    try:
        import av  # noqa: PLC0415  # an optional dependency, and 0.2 s of import that most catalogues do not need
    except ImportError as error:
        raise RowError(
            RejectCode.NEEDS_EXTRA,
            path.name,
            expected="PyAV, to measure video files",
            suggestion="pip install 'mkgrdf[vision]', then import again",
        ) from error
    try:
        with av.open(str(path)) as container:
            streams = container.streams.video
            if not streams or container.duration is None:
                raise _no_video(path, "it has no picture or no length")
            width, height = streams[0].codec_context.width, streams[0].codec_context.height
            duration = Decimal(container.duration) / _MICROSECONDS
    except (av.FFmpegError, OSError) as error:
        raise _no_video(path, str(error)) from error
    media_type = _VIDEO_TYPES.get(path.suffix.lower(), "video/mp4")
    return Measured(_digest(path), width, height, media_type, duration.quantize(Decimal("0.001")))


def _no_video(path: Path, why: str) -> RowError:
    return RowError(
        RejectCode.VIDEO_UNREADABLE,
        path.name,
        expected=f"a whole video file ({why})",
        suggestion="export or copy the video again, as MP4 or WebM",
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
