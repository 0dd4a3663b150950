"""``mkgrdf script`` and ``mkgrdf recommend``: the graph at work in a live room."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from pyoxigraph import NamedNode

from mkgrdf.assistant import Recommendation, recommendable, resolve_broadcast, resolve_concept, resolve_product
from mkgrdf.assistant import recommend as find_products
from mkgrdf.cli.options import language_option, opened, project_option
from mkgrdf.cli.output import json_option, print_json, say
from mkgrdf.errors import NonConformance
from mkgrdf.phrases import load_phrases
from mkgrdf.project import Project
from mkgrdf.script import Script, describe_script, to_json, to_markdown, to_text, write_script

__all__ = ["recommend", "recommendations_json", "script", "show_recommendations"]


@click.command()
@click.option("--product", "-p", required=True, help="Id, SKU, name or IRI of the product to present.")
@click.option("--scene", help="Start from this scene; id or name.")
@click.option("--pain", help="Go by this pain point; id or name.")
@click.option("--intent", help="Arrive at this intent; id or name.")
@click.option("--audience", help="Speak to this audience; id or name.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives another path and wording.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print.")
@click.option("--save", is_flag=True, help="Store the script in the graph too, through the gate.")
@click.option("--broadcast", help="With --save: the broadcast that airs the script; id, name or IRI.")
@language_option
@project_option
@json_option
def script(
    product: str,
    scene: str | None,
    pain: str | None,
    intent: str | None,
    audience: str | None,
    seed: int,
    form: str,
    save: bool,
    broadcast: str | None,
    language: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Write a script for an anchor who presents a product.

    Each segment that states a fact names the claims and sources that allow it; what the graph cannot back is not said,
    and the result says what is missing.
    """
    if broadcast is not None and not save:
        raise click.UsageError("--broadcast goes with --save: only a stored script can be aired")
    with opened(folder, read_only=not save) as project:
        store, iris = project.store, project.iris
        fixed = {
            "scene": (scene, "Scene"),
            "pain": (pain, "PainPoint"),
            "intent": (intent, "Intent"),
            "audience": (audience, "Audience"),
        }
        shown = language or project.settings.languages[0]
        aired_by = None if broadcast is None else resolve_broadcast(store, iris, broadcast, language=shown)
        written = write_script(
            store,
            iris,
            resolve_product(store, iris, product).node,
            language=shown,
            now=project.now,
            seed=seed,
            currency=project.settings.currency,
            **{
                name: resolve_concept(store, iris, text, kind=kind).node
                for name, (text, kind) in fixed.items()
                if text is not None
            },
        )
        if save:
            _save(written, project, aired_by)
    writer = {"json": to_json, "markdown": to_markdown, "text": to_text}["json" if as_json else form]
    click.echo(writer(written).rstrip("\n"))


def _save(written: Script, project: Project, broadcast: NamedNode | None) -> None:
    candidates = describe_script(written, project.iris, now=project.now, broadcast=broadcast)
    judgement = project.gate.judge(candidates, project.store)
    if judgement.refused:
        raise NonConformance(judgement.refused[0][1], "the gate refuses the script, so it was not saved")
    project.enter(judgement)
    _, script = candidates
    say(f"saved as {script.subject.value}")


@click.command()
@click.option("--scene", help="For this scene; id or name.")
@click.option("--pain", help="Against this pain point; id or name.")
@click.option("--intent", help="For this intent; id or name.")
@click.option("--need", help="For any concept: an audience or occasion too; id or name.")
@click.option("--product", help="Beside this product; id, SKU, name or IRI.")
@click.option("--limit", "-n", type=click.IntRange(1, 100), default=5, show_default=True, help="At most so many.")
@language_option
@project_option
@json_option
def recommend(
    scene: str | None,
    pain: str | None,
    intent: str | None,
    need: str | None,
    product: str | None,
    limit: int,
    language: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Recommend products for a need, each with its reason."""
    if sum(item is not None for item in (scene, pain, intent, need, product)) != 1:
        raise click.UsageError("give one of --scene, --pain, --intent, --need and --product")
    with opened(folder, read_only=True) as project:
        shown = language or project.settings.languages[0]
        found = find_products(
            project.store,
            project.iris,
            language=shown,
            now=project.now,
            scene=scene,
            pain=pain,
            intent=intent,
            need=need,
            product=product,
            limit=limit,
            currency=project.settings.currency,
        )
        kinds = {"PainPoint": pain, "Intent": intent, "Scene": scene}
        kind = next((name for name, given in kinds.items() if given is not None), None)
        if need is not None:
            kind = resolve_concept(project.store, project.iris, need).kind
        others = () if found else recommendable(project.store, language=shown, kind=kind)
    if as_json:
        print_json(recommendations_json(found))
        return
    if not found:
        say(_nothing(others, beside=product is not None))
    show_recommendations(found, shown)


def _nothing(others: Iterable[str], *, beside: bool) -> str:
    """Say that there is no recommendation, and what to do next."""
    message = "the graph has nothing to recommend for that: no product is tied to it, or complaints outweigh each tie"
    if names := ", ".join(others):
        what = "by need, it" if beside else "it"
        return f"{message}; {what} has products for {names} (mkgrdf query recommend/concepts lists them all)"
    return f"{message}, nor for anything else; run mkgrdf extract, or state satisfies and suits in the catalogue"


def show_recommendations(found: Iterable[Recommendation], language: str) -> None:
    """Print recommendations with their reasons and a quote each."""
    phrases = load_phrases("mkgrdf.script", language)
    for number, item in enumerate(found, start=1):
        price = "" if item.price is None else f", {phrases.money(item.price, item.currency or '')}"
        click.echo(f"{number}. {item.name}{price}  [{item.score.normalize():f}]")
        click.echo(f"   {item.reason}")
        for quote in item.quotes[:1]:
            origin = "" if quote.origin is None else f" ({quote.origin})"
            click.echo(f"   “{quote.text}”{origin}")


def recommendations_json(found: Iterable[Recommendation]) -> list[dict[str, object]]:
    """Return recommendations with their paths, claims and quotes, as values that JSON can write."""
    return [_content(item) for item in found]


def _content(item: Recommendation) -> dict[str, object]:
    return {
        "product": item.product.value,
        "name": item.name,
        "score": str(item.score),
        "complaints": str(item.complaints),
        "price": None if item.price is None else str(item.price),
        "currency": item.currency,
        "image": item.image,
        "availability": item.availability,
        "available_from": None if item.available_from is None else item.available_from.isoformat(),
        "reason": item.reason,
        "path": [
            {
                "subject": edge.subject.value,
                "subject_name": edge.subject_name,
                "predicate": edge.predicate,
                "object": edge.object.value,
                "object_name": edge.object_name,
                "confidence": None if edge.confidence is None else str(edge.confidence),
                "claims": [
                    {
                        "claim": claimed.claim.value,
                        "confidence": str(claimed.confidence),
                        "evidence": claimed.evidence.value,
                        "source": claimed.source.value,
                        "origin": None if claimed.origin is None else str(claimed.origin),
                        "text": claimed.text,
                    }
                    for claimed in edge.evidence
                ],
            }
            for edge in item.path
        ],
        "quotes": [
            {
                "text": quote.text,
                "sentence": quote.sentence.value,
                "origin": None if quote.origin is None else str(quote.origin),
            }
            for quote in item.quotes
        ],
    }
