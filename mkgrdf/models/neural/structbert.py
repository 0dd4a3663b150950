"""StructBERT's released checkpoints in transformers' terms: a BERT under other names.

StructBERT (Wang et al., ICLR 2020) changes how BERT is trained, not what it computes. AliceMind's release is a bare
state dict (``ch_model``, ``en_model``) with ``LayerNorm.gamma`` and ``beta``, a ``…bert_config.json`` without
``model_type``, and a vocabulary; ModelScope's has ``model_type: structbert`` and task models whose body stands under
``encoder.`` or ``bert.``. AliceMind's code can also build variants that are no BERT; those are refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from mkgrdf.errors import ModelError

__all__ = ["body_of", "configuration_of"]

_MUST_BE: Final[dict[str, object]] = {
    # what AliceMind's configuration may say, and the only value under which the model is a BERT
    "transformer_type": "original",
    "attention_type": "self",
    "transition_function": "linear",
    "weighted_transformer": 0,
    "emb_size": -1,
    "rezero": False,
    "pre_ln": False,
    "squeeze_excitation": False,
    "transfer_matrix": False,
    "roberta_style": False,
}
_BERT_SHAPE: Final = frozenset({"hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size"})
_ONLY_TRAINING: Final = frozenset(
    {"adv_grad_factor", "adv_bound", "sigma", "set_mask_zero", "init_scale", "safer_fp16", "grad_checkpoint"}
    | {"dim_dropout", "num_rolled_layers"}
)
_LAYER_NORM: Final = {"LayerNorm.gamma": "LayerNorm.weight", "LayerNorm.beta": "LayerNorm.bias"}

Weight = TypeVar("Weight")


def configuration_of(content: Mapping[str, object], where: str) -> dict[str, object]:
    """Return a checkpoint's configuration as transformers wants it, with its ``model_type``.

    A configuration with a type of its own other than ``structbert`` is returned as it is.

    Args:
        content: the JSON object of the checkpoint's configuration file.
        where: the file, for errors.

    Raises:
        ModelError: it is neither of a known type nor of a BERT, or asks for a variant that is no BERT.
    """
    kind = content.get("model_type")
    if kind is not None and kind != "structbert":
        return dict(content)
    missing = sorted(_BERT_SHAPE - set(content))
    if missing:
        raise ModelError(
            f"{where} has no model_type and lacks {', '.join(missing)}, so it is no BERT's or StructBERT's either; "
            "expected a checkpoint in transformers' layout or StructBERT's"
        )
    for key, wanted in _MUST_BE.items():
        if key in content and content[key] != wanted:
            raise ModelError(
                f"{where} has {key} = {content[key]!r}, a variant that is no BERT; expected {wanted!r}, as in the "
                "released StructBERT checkpoints"
            )
    kept = {key: value for key, value in content.items() if key not in _MUST_BE and key not in _ONLY_TRAINING}
    # Both codes fall back on these; transformers' own fall-back for the types is 2, AliceMind's was 16.
    defaults = {"layer_norm_eps": 1e-12, "type_vocab_size": 16 if kind is None else 2}
    return {**defaults, **kept, "model_type": "bert"}


def body_of(weights: Mapping[str, Weight], anchor: str, where: str) -> dict[str, Weight]:
    """Return the weights of the bare encoder under transformers' names, whatever prefix they stand under.

    The prefix is what stands before ``anchor``, the name of the word embedding's weight in the bare model, so
    ``bert.``, ``encoder.`` and ``module.bert.`` all fall; what stands elsewhere belongs to a head and is left out.

    Raises:
        ModelError: no weight, or several, could be the word embedding.
    """
    renamed = {_renamed(name): weight for name, weight in weights.items()}
    prefixes = sorted(name.removesuffix(anchor) for name in renamed if name == anchor or name.endswith("." + anchor))
    if len(prefixes) != 1:
        found = ", ".join(sorted(renamed)[:5]) or "no weights at all"
        raise ModelError(
            f"{where}: {len(prefixes)} weights are called …{anchor}, the word embedding of this architecture; "
            f"expected one. The first names there: {found}"
        )
    prefix = prefixes[0]
    return {name.removeprefix(prefix): weight for name, weight in renamed.items() if name.startswith(prefix)}


def _renamed(name: str) -> str:
    for old, new in _LAYER_NORM.items():
        if name.endswith(old):
            return name.removesuffix(old) + new
    return name
