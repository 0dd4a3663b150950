"""``mkgrdf phrases``: mines the phrases of a project or of files into a lexicon, and shows one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from mkgrdf.cli.options import opened, project_option
from mkgrdf.cli.output import counted, json_option, print_json, say, show_table
from mkgrdf.corpus import load_corpus
from mkgrdf.errors import QueryError, SettingsError
from mkgrdf.extract.mining.files import read_texts
from mkgrdf.extract.mining.lexicon import Lexicon, Phrase, as_row, read_lexicon, write_lexicon
from mkgrdf.extract.mining.mine import Settings, mine
from mkgrdf.extract.mining.miner import PhraseMiner
from mkgrdf.extract.mining.ranking import FEWEST_SEEDS, Ranking
from mkgrdf.extract.mining.seeds import read_seeds

__all__ = ["phrases"]


@click.group()
def phrases() -> None:
    """Mine the phrases that texts use, and show them with their scores."""


@phrases.command("mine")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The lexicon to write.")
@click.option("--language", "-l", help="Language of files, e.g. en or zh; mul for several in one. [default: en]")
@click.option("--titles", is_flag=True, help="The texts of the files are titles: Chinese ones are cut into characters.")
@click.option(
    "--seeds",
    "seed_files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Phrases known beforehand, one on a line; may be given again.",
)
@click.option("--support", type=click.IntRange(min=2), help="How often a phrase has to occur. [default: 3 and up]")
@click.option(
    "--ranking",
    type=click.Choice([ranking.value for ranking in Ranking]),
    help="What scores come from. [default: the forest, if there are seeds enough]",
)
@project_option
@json_option
def mine_(
    files: tuple[Path, ...],
    out: Path,
    language: str | None,
    titles: bool,
    seed_files: tuple[Path, ...],
    support: int | None,
    ranking: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Mine the phrases of FILES (lines of text, or JSON lines), or without any of the project's texts."""
    settings = Settings(support=support, ranking=None if ranking is None else Ranking(ranking))
    seeds = [("", phrase) for path in seed_files for phrase in read_seeds(path)]
    if files:
        lexicon = mine(read_texts(files, language or "en", titles=titles or None), seeds, settings)
    elif language or titles:
        raise SettingsError("--language" if language else "--titles", language or True, "FILES that it is about")
    else:
        with opened(folder, read_only=True) as project:
            lexicon = PhraseMiner(settings).lexicon(load_corpus(project.store, project.iris), seeds)
    write_lexicon(lexicon, out)
    _say_where_from(lexicon)
    if as_json:
        sizes = {"phrases": len(lexicon.phrases), "documents": lexicon.documents, "tokens": lexicon.tokens}
        told = {"rankings": lexicon.rankings, "dropped": lexicon.dropped}
        print_json({"file": str(out), "version": lexicon.version, **sizes, **told})
        return
    languages = Counter(phrase.language for phrase in lexicon.phrases)
    rows = [(f"phrases, {own}", count) for own, count in sorted(languages.items())]
    show_table(("found", "how many"), [*rows, *((f"dropped: {why}", count) for why, count in lexicon.dropped.items())])
    found = counted(len(lexicon.phrases), "phrase")
    click.echo(f"{found} of {counted(lexicon.documents, 'document')}, version {lexicon.version[:12]}, in {out}")


@phrases.command()
@click.argument("lexicon", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("phrase", required=False)
@click.option("--language", "-l", help="Only phrases of this language.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The most phrases to show.")
@json_option
def show(lexicon: Path, phrase: str | None, language: str | None, limit: int, as_json: bool) -> None:
    """Show the best phrases of a LEXICON, or all that is known about one PHRASE."""
    known = read_lexicon(lexicon)
    chosen = [each for each in known.phrases if language in (None, each.language)]
    if phrase is not None:
        _show_one([each for each in chosen if each.text == phrase.casefold()], phrase, lexicon, as_json)
        return
    _say_where_from(known)
    if as_json:
        print_json([as_row(each) for each in chosen[:limit]])
        return
    show_table(
        ("phrase", "language", "score", "frequency", "known"),
        ((each.text, each.language, each.score, each.frequency, _yes(each.known)) for each in chosen[:limit]),
    )


def _show_one(found: Iterable[Phrase], phrase: str, lexicon: Path, as_json: bool) -> None:
    chosen = list(found)
    if not chosen:
        raise QueryError(f"{phrase!r} is no phrase of {lexicon}; 'mkgrdf phrases show {lexicon}' lists the best")
    if as_json:
        print_json([as_row(each) for each in chosen])
        return
    rows: list[tuple[str, object]] = []
    for each in chosen:
        rows += [("phrase", each.text), ("language", each.language), ("score", each.score)]
        rows += [("frequency", each.frequency), ("known", _yes(each.known)), *each.features.items()]
        rows += [("example", f"{place.document} {place.start}-{place.end}") for place in each.examples]
    show_table(("what", "value"), rows)


def _say_where_from(lexicon: Lexicon) -> None:
    """Say what the scores come from, and where there are too few seeds for the forest."""
    for part, (ranking, seeds) in lexicon.rankings.items():
        if ranking is Ranking.FOREST:
            say(f"{part}: ranked by the forest, trained on {counted(seeds, 'known phrase')}")
        else:
            few = f": fewer than the {FEWEST_SEEDS} that the forest wants" if seeds < FEWEST_SEEDS else ""
            say(f"{part}: ranked by the statistic; {counted(seeds, 'known phrase')} in the texts{few}")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
