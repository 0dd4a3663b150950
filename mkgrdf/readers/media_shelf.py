"""The images and videos of a source whose rows name files: each is measured once, however many rows name it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from mkgrdf.readers.media import (
    IMAGE_SUFFIXES,
    VIDEO_SUFFIXES,
    find_media,
    measure_image,
    measure_video,
)
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Image, Label, Origin, Record, Reject, Video

__all__ = ["MediaShelf"]


class MediaShelf:
    """Finds media files by the names that rows give them (``/m/h/x.jpg``) and makes one record of each.

    ``folder`` is what names are relative to, ``root`` what paths in records are relative to (the source's folder).
    """

    def __init__(self, folder: Path | None, root: Path) -> None:
        self._folder = folder
        self._root = root
        self._records: dict[str, Image | Video] = {}
        self._taken: set[str] = set()
        self._problems: dict[str, RowError] = {}

    def take(self, name: str, alt: Label = ()) -> tuple[str, Image | Video | None]:
        """Return the id of the record for the file ``name``, and the record itself the first time.

        ``alt`` is used when the file is measured, which is once.

        Raises:
            RowError: the file is missing, outside the media folder, or cannot be measured.
        """
        key = name.replace("\\", "/").lstrip("/") if "://" not in name else name
        if key in self._taken:
            return key, None
        if key in self._problems:
            raise self._problems[key].in_column(None)
        if key not in self._records:
            try:
                self._records[key] = self._measure(key, alt)
            except RowError as problem:
                self._problems[key] = problem
                raise
        self._taken.add(key)
        return key, self._records[key]

    def put_back(self, taken: Iterable[Record | Reject]) -> None:
        """Take back the records among ``taken``, which nobody will have after all, so that the next one gets them."""
        self._taken.difference_update(one.id for one in taken if isinstance(one, (Image, Video)))

    def is_video(self, key: str) -> bool:
        """Tell whether the record with this id is a video."""
        return isinstance(self._records[key], Video)

    def untaken(self) -> Iterator[str]:
        """Yield the names of the media files that no row has named, sorted; caches of thumbnails left out."""
        if self._folder is None:
            return
        for path in sorted(self._folder.rglob("*")):
            key = path.relative_to(self._folder).as_posix()
            if path.suffix.lower() not in IMAGE_SUFFIXES | VIDEO_SUFFIXES or "cache" in PurePath(key).parts:
                continue
            if key not in self._taken and key not in self._problems and path.is_file():
                yield key

    def where(self, name: str) -> str:
        """Return the path, relative to the source's folder, of the media file ``name``."""
        return _relative((self._folder or self._root) / name, self._root)

    def _measure(self, key: str, alt: Label) -> Image | Video:
        if self._folder is None:
            raise RowError(
                RejectCode.MEDIA_MISSING,
                key,
                expected="a folder 'media' or 'pub/media' with the catalogue",
                suggestion="copy the shop's media folder there and import again",
            )
        path = find_media(key, self._folder, self._folder)
        where = self.where(key)
        if path.suffix.lower() in VIDEO_SUFFIXES:
            film = measure_video(path)
            return Video(
                key, where, film.sha256, film.width, film.height, film.duration, film.media_type, Origin(where), alt
            )
        picture = measure_image(path)
        return Image(key, where, picture.sha256, picture.width, picture.height, picture.media_type, Origin(where), alt)


def _relative(path: Path, root: Path) -> str:
    # A single file's media folder may lie beside its own folder, which Path.relative_to() refuses.
    return Path(os.path.relpath(path, root)).as_posix()
