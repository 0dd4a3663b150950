"""A script as text for a terminal, as Markdown, or as JSON."""

from __future__ import annotations

import json
from typing import Any

from mkgrdf.records import Origin, digits, text_in
from mkgrdf.script.parts import Citation, Medium, Path, Script, Segment, SegmentKind
from mkgrdf.vocabulary import shorten

__all__ = ["to_json", "to_markdown", "to_text"]

_KINDS = {
    "zh": {
        SegmentKind.OPENING: "开场",
        SegmentKind.SCENE: "场景",
        SegmentKind.PAIN: "痛点",
        SegmentKind.INTENT: "意图",
        SegmentKind.PRODUCT: "商品",
        SegmentKind.SELLING_POINT: "卖点",
        SegmentKind.USAGE: "用法",
        SegmentKind.PROOF: "口碑",
        SegmentKind.PRICE: "价格",
        SegmentKind.CALL_TO_ACTION: "下单",
        SegmentKind.CLOSING: "结束",
        SegmentKind.DISCLOSURE: "说明",
    },
    "en": {kind: kind.replace("_", " ") for kind in SegmentKind},
}
_GROUNDS = {
    "Claim": "断言",
    "Sentence": "句子",
    "Offer": "报价",
    "PropertyValue": "属性值",
    "SourceRecord": "源记录",
}
_WORDS = {
    "zh": {"shows": "画面", "because": "依据", "path": "路径", "gaps": "缺失", "colon": "：", "joint": "；"},
    "en": {"shows": "shows", "because": "because", "path": "path", "gaps": "missing", "colon": ": ", "joint": "; "},
}


def _table(script: Script) -> tuple[dict[SegmentKind, str], dict[str, str]]:
    main = script.language.partition("-")[0]
    language = main if main in _WORDS else "en"
    return _KINDS[language], _WORDS[language]


def _path(path: Path, script: Script) -> str:
    names = (path.scene_name, path.pain_name, path.intent_name, script.product_name)
    return " → ".join(name for name in names if name is not None)


def _ground(citation: Citation, script: Script) -> str:
    parts = [_GROUNDS[citation.kind] if script.language.startswith("zh") else citation.kind]
    if citation.confidence is not None:
        parts.append(digits(citation.confidence))
    if citation.origin is not None:
        parts.append(str(citation.origin))
    return " ".join(parts)


def to_text(script: Script) -> str:
    """Return the script for a terminal: what is said, and under it what is shown and why it may be said."""
    kinds, words = _table(script)
    lines = [f"{script.product_name} ({script.language})"]
    if script.path is not None:
        lines.append(f"{words['path']}{words['colon']}{_path(script.path, script)}")
    for segment in script.segments:
        lines += ["", f"{segment.position}. [{kinds[segment.kind]}] {segment.text}"]
        if segment.shows is not None:
            lines.append(f"   {words['shows']}{words['colon']}{segment.shows.url}")
        if segment.cites:
            grounds = words["joint"].join(dict.fromkeys(_ground(item, script) for item in segment.cites))
            lines.append(f"   {words['because']}{words['colon']}{grounds}")
    if script.gaps:
        lines.append("")
        for gap in script.gaps:
            lines.append(
                f"{words['gaps']} [{gap.code}]{words['colon']}{text_in(gap.message, script.language[:2], 'en')}"
            )
    return "\n".join(lines) + "\n"


def to_markdown(script: Script) -> str:
    """Return the script as Markdown: a heading, a paragraph for each segment, its picture and grounds."""
    kinds, words = _table(script)
    lines = [f"# {script.product_name}", ""]
    if script.path is not None:
        lines += [f"*{words['path']}{words['colon']}{_path(script.path, script)}*", ""]
    for gap in script.gaps:
        message = text_in(gap.message, script.language[:2], "en")
        lines += [f"> **{words['gaps']}** `{gap.code}`{words['colon']}{message}", ""]
    for segment in script.segments:
        lines += [f"## {segment.position}. {kinds[segment.kind]}", "", segment.text, ""]
        if segment.shows is not None:
            if segment.shows.kind in ("Image", "Region"):
                lines += [f"![{kinds[segment.kind]}](<{segment.shows.url}>)", ""]
            else:
                lines += [f"[{words['shows']}](<{segment.shows.url}>)", ""]
        lines += [
            f"- {words['because']}{words['colon']}{_ground(item, script)}: <{item.node.value}>"
            for item in segment.cites
        ]
        if segment.cites:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(script: Script) -> str:
    r"""Return the script as JSON (UTF-8, indented).

    The object has these members; those marked ? may be null::

        product, name, language   strings: the product's IRI, its name, the language tag
        seed                      integer
        path?                     scene?, scene_name?, pain?, pain_name?, intent, intent_name (strings);
                                  score (number); links: list of {subject, predicate, object, confidence, claims}
        segments                  list of {position, kind, text, cites, shows?}
            kind                  opening, scene, pain, intent, product, selling_point, usage, proof, price,
                                  call_to_action, closing or disclosure
            cites, claims         lists of {node, kind, confidence?, origin?, words?}
            shows                 {node, kind, url, relation, confidence, claim?, origin?}
            origin                {file, row?}
        gaps                      list of {code, message: {en, zh}}: what is missing from a full script

    Numbers are JSON numbers with the digits of the graph; IRIs are whole, predicates prefixed.
    """
    content = {
        "product": script.product.value,
        "name": script.product_name,
        "language": script.language,
        "seed": script.seed,
        "path": None if script.path is None else _path_content(script.path),
        "segments": [_segment_content(segment) for segment in script.segments],
        "gaps": [{"code": gap.code, "message": dict(gap.message)} for gap in script.gaps],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _path_content(path: Path) -> dict[str, Any]:
    return {
        "scene": None if path.scene is None else path.scene.value,
        "scene_name": path.scene_name,
        "pain": None if path.pain is None else path.pain.value,
        "pain_name": path.pain_name,
        "intent": path.intent.value,
        "intent_name": path.intent_name,
        "score": float(path.score),
        "links": [
            {
                "subject": link.subject.value,
                "predicate": shorten(link.predicate.value),
                "object": link.object.value,
                "confidence": float(link.confidence),
                "claims": [_citation_content(claim) for claim in link.claims],
            }
            for link in path.links
        ],
    }


def _segment_content(segment: Segment) -> dict[str, Any]:
    return {
        "position": segment.position,
        "kind": segment.kind.value,
        "text": segment.text,
        "cites": [_citation_content(citation) for citation in segment.cites],
        "shows": None if segment.shows is None else _medium_content(segment.shows),
    }


def _citation_content(citation: Citation) -> dict[str, Any]:
    return {
        "node": citation.node.value,
        "kind": citation.kind,
        "confidence": None if citation.confidence is None else float(citation.confidence),
        "origin": _origin_content(citation.origin),
        "words": citation.words,
    }


def _medium_content(medium: Medium) -> dict[str, Any]:
    return {
        "node": medium.node.value,
        "kind": medium.kind,
        "url": medium.url,
        "relation": medium.relation,
        "confidence": float(medium.confidence),
        "claim": None if medium.claim is None else medium.claim.value,
        "origin": _origin_content(medium.origin),
    }


def _origin_content(origin: Origin | None) -> dict[str, Any] | None:
    return None if origin is None else {"file": origin.file, "row": origin.row}
