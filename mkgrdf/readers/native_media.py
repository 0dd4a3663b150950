"""Images and videos in the native form: stated in a row, measured on the file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path, PurePosixPath

from mkgrdf.readers.media import VIDEO_SUFFIXES, find_media, measure_image, measure_video
from mkgrdf.readers.native_csv import Columns
from mkgrdf.readers.native_fields import Fields, order_label
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.readers.subtitles import read_subtitles
from mkgrdf.records import Clip, Image, Origin, Region, Video

__all__ = ["MEDIA_COLUMNS", "make_medium"]

MEDIA_COLUMNS = Columns(
    plain=frozenset(("id", "type", "path", "licence")),
    lists=frozenset(("depicts_products", "depicts_concepts")),
    labels=frozenset(("alt", "subtitles")),
)
"""The columns of ``media.csv``; regions and explicit clips need JSON lines."""


def make_medium(
    fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...], folder: Path, root: Path
) -> tuple[Image | Video, list[RowError]]:
    """Return the image or video in one row, and what is wrong with subtitles that it can do without.

    ``folder`` is where the row's file lies, ``root`` the folder that its media may not lie outside of.

    Raises:
        RowError: a field is missing, unknown or cannot be read, or the file is missing or cannot be measured.
    """
    name = fields.needed("path")
    kind = fields.choice("type", ("image", "video"))
    if kind is None:
        kind = "video" if PurePosixPath(name).suffix.lower() in VIDEO_SUFFIXES else "image"
    try:
        path = find_media(name, folder, root)
        measured = measure_video(path) if kind == "video" else measure_image(path)
    except RowError as problem:
        raise problem.in_column("path") from problem
    where = path.relative_to(root).as_posix()
    if kind == "image":
        _refuse(fields, ("subtitles", "clips"), "a video")
        image = Image(
            id=fields.needed("id"),
            path=where,
            sha256=measured.sha256,
            width=measured.width,
            height=measured.height,
            media_type=measured.media_type,
            origin=origin,
            alt=fields.label("alt"),
            licence=fields.text("licence"),
            depicts_products=fields.ids("depicts_products"),
            depicts_concepts=fields.ids("depicts_concepts"),
            regions=tuple(map(_region, fields.each("regions"))),
            columns=columns,
        )
        fields.finish()
        return image, []
    _refuse(fields, ("regions",), "an image")
    _refuse(fields, ("depicts_concepts",), "an image, or a clip of a video")
    clips, problems = _clips(fields, folder, root)
    video = Video(
        id=fields.needed("id"),
        path=where,
        sha256=measured.sha256,
        width=measured.width,
        height=measured.height,
        duration=measured.duration,
        media_type=measured.media_type,
        origin=origin,
        caption=fields.label("alt"),
        licence=fields.text("licence"),
        depicts_products=fields.ids("depicts_products"),
        clips=clips,
        columns=columns,
    )
    fields.finish()
    return video, problems


def _refuse(fields: Fields, names: tuple[str, ...], owner: str) -> None:
    for name in names:
        if fields.raw(name) is not None:
            raise RowError(
                RejectCode.FIELD_NOT_ALLOWED,
                fields.raw(name),
                expected=f"{name} at {owner} only",
                suggestion=f"move or empty {name}",
                column=name,
            )


def _region(fields: Fields) -> Region:
    region = Region(
        x=fields.whole("x"),
        y=fields.whole("y"),
        width=fields.whole("width"),
        height=fields.whole("height"),
        depicts_products=fields.ids("depicts_products"),
        depicts_concepts=fields.ids("depicts_concepts"),
        text=fields.label("text"),
    )
    fields.finish()
    if region.text and not region.depicts_products and not region.depicts_concepts:
        raise RowError(
            RejectCode.FIELD_MISSING,
            region.text[0][1],
            expected="depicts_products or depicts_concepts: what the printed text stands for",
            suggestion="name the products or concepts that the region shows, or remove its text",
            column=f"{fields.within}depicts_products",
        )
    return region


def _clips(fields: Fields, folder: Path, root: Path) -> tuple[tuple[Clip, ...], list[RowError]]:
    """Return explicit clips and those of subtitle cues, in the order of their times; problems with subtitle files.

    Cues at the same times in two languages are one clip with two captions; an explicit clip at those times keeps its
    own captions and takes the others.
    """
    clips: dict[tuple[Decimal, Decimal], Clip] = {}
    captions: dict[tuple[Decimal, Decimal], dict[str, str]] = {}
    for one in fields.each("clips"):
        clip = _clip(one)
        clips[clip.start, clip.end] = clip
        captions[clip.start, clip.end] = dict(clip.caption)
    problems: list[RowError] = []
    for language, name in fields.label("subtitles"):
        try:
            cues = read_subtitles(find_media(name, folder, root))
        except RowError as problem:
            problems.append(problem.in_column("subtitles"))
            continue
        for cue in cues:
            times = (cue.start, cue.end)
            clips.setdefault(times, Clip(cue.start, cue.end))
            captions.setdefault(times, {}).setdefault(language, cue.text)
    return tuple(
        Clip(
            start,
            end,
            order_label(captions[start, end], fields.options),
            clips[start, end].depicts_products,
            clips[start, end].depicts_concepts,
        )
        for start, end in sorted(clips)
    ), problems


def _clip(fields: Fields) -> Clip:
    start, end = fields.number("start"), fields.number("end")
    if start is None or end is None:
        raise fields.missing("start" if start is None else "end")
    clip = Clip(start, end, fields.label("caption"), fields.ids("depicts_products"), fields.ids("depicts_concepts"))
    fields.finish()
    return clip
