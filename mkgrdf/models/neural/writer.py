"""A small causal language model that is asked what a text says of a product, and answers in the fixed JSON form.

It only proposes: nothing of it is believed before the text itself was found to say so
(:mod:`mkgrdf.extract.neural.support`). Greedy decoding, so the same text gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from mkgrdf.errors import ModelError
from mkgrdf.models.batching import by_length, in_order
from mkgrdf.models.card import CARD_FILE, ModelCard, digest_of, read_card, write_card
from mkgrdf.models.neural.checkpoints import locate
from mkgrdf.models.neural.devices import Device, choose
from mkgrdf.models.neural.loop import Epoch, Schedule, fit, seeded
from mkgrdf.models.neural.software import transformers
from mkgrdf.models.neural.wordpieces import load_tokenizer
from mkgrdf.models.proposals import Told

__all__ = ["Writer", "train_writer"]

_MOST_PADDED = 2048
_IGNORED: Final = -100
"""Where a piece is no part of the answer; torch's cross-entropy leaves it out."""


def _prompt(product: str, text: str) -> str:
    return f"Product: {' '.join(product.split())}\nText: {' '.join(text.split())}\nJSON: "


class Writer:
    """A causal language model that answers :func:`_prompt`.

    Attributes:
        id: ``local:NAME`` or ``hub:OWNER/NAME``.
        revision: of its weights.
        card: of one trained here; None of any other model.
    """

    def __init__(
        self,
        id_: str,
        revision: str,
        model: nn.Module,
        tokenizer: Any,
        *,
        device: Device,
        card: ModelCard | None = None,
    ) -> None:
        self.id = id_
        self.revision = revision
        self.card = card
        self.module = model.to(device.name)
        self.module.eval()
        self._tokenizer = tokenizer
        self._device = device
        configuration: Any = model.config
        self._room = int(getattr(configuration, "max_position_embeddings", 1024))
        if tokenizer.eos_token_id is None:
            raise ModelError(f"{id_}: the tokenizer has no piece that ends a text; expected one (eos_token)")

    @classmethod
    def load(cls, spec: str, *, device: Device | None = None) -> Writer:
        """Return the language model that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

        Raises:
            ModelError: it is not there, is no causal language model, or lacks weights.
        """
        found = locate(spec)
        tokenizer = load_tokenizer(found.folder)
        try:
            model, gaps = transformers().AutoModelForCausalLM.from_pretrained(
                found.folder, local_files_only=True, trust_remote_code=False, output_loading_info=True
            )
        except Exception as error:
            raise ModelError(
                f"no causal language model in {found.folder}: {str(error).splitlines()[0]}; expected one that "
                "transformers knows (GPT-2, Qwen and their like)"
            ) from error
        if gaps["missing_keys"]:
            raise ModelError(f"{found.folder}: weights are missing: {', '.join(sorted(gaps['missing_keys'])[:3])}")
        card = read_card(found.folder) if (found.folder / CARD_FILE).is_file() else None
        return cls(
            found.id,
            found.revision,
            model.float(),
            tokenizer,
            device=choose() if device is None else device,
            card=card,
        )

    # --- what the loop asks ---------------------------------------------------------------------------------------

    def loss(self, examples: Sequence[Told]) -> Tensor:
        """Return the mean cross-entropy of the answers' pieces."""
        rows = [self._row(example) for example in examples]
        longest = max(len(pieces) for pieces, _ in rows)
        ids = torch.tensor([[*pieces, *[0] * (longest - len(pieces))] for pieces, _ in rows], device=self._device.name)
        truth = torch.tensor(
            [[_IGNORED] * start + pieces[start:] + [_IGNORED] * (longest - len(pieces)) for pieces, start in rows],
            device=self._device.name,
        )
        with self._device.autocast():
            # Padding stands on the right, where a causal model does not look.
            scores: Tensor = self.module(input_ids=ids).logits
        return nn.functional.cross_entropy(
            scores[:, :-1].float().flatten(0, 1), truth[:, 1:].flatten(), ignore_index=_IGNORED
        )

    @torch.no_grad()
    def score(self, examples: Sequence[Told]) -> float:
        """Return the probability of a piece of the right answers, as a geometric mean."""
        losses = [float(self.loss([example])) for example in examples]
        return math.exp(-sum(losses) / len(losses))

    def size(self, example: Told) -> int:
        """Return how many pieces an example has."""
        return len(self._row(example)[0])

    # --- what users ask -------------------------------------------------------------------------------------------

    def write(self, asked: Sequence[tuple[str, str]], *, most: int = 400) -> list[str]:
        """Return what the model writes for each ``(product, text)``, at most ``most`` pieces, perhaps no JSON at all.

        A text too long for the model together with its answer is cut off at its end.
        """
        prompts = [self._pieces(_prompt(product, text), self._room - most) for product, text in asked]
        batches = by_length([len(prompt) for prompt in prompts], most=_MOST_PADDED)
        return in_order(batches, (self._write([prompts[at] for at in batch], most) for batch in batches))

    def save(self, folder: Path) -> None:
        """Write model, tokenizer and card into ``folder``."""
        model: Any = self.module
        model.save_pretrained(folder)
        self._tokenizer.save_pretrained(folder)
        if self.card is not None:
            write_card(self.card, folder)

    def _pieces(self, text: str, most: int) -> list[int]:
        if most < 1:
            raise ModelError(f"{self.id} reads {self._room} pieces in all, too few for a text and its answer")
        pieces: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        if len(pieces) <= most:
            return pieces
        ending: list[int] = self._tokenizer("\nJSON: ", add_special_tokens=False)["input_ids"]
        return pieces[: most - len(ending)] + ending

    def _row(self, example: Told) -> tuple[list[int], int]:
        answer: list[int] = self._tokenizer(example.proposals.text(), add_special_tokens=False)["input_ids"]
        answer = [*answer, self._tokenizer.eos_token_id]
        prompt = self._pieces(_prompt(example.product, example.text), self._room - len(answer))
        return prompt + answer, len(prompt)

    @torch.inference_mode()
    def _write(self, prompts: list[list[int]], most: int) -> list[str]:
        longest = max(map(len, prompts))
        filling = self._tokenizer.eos_token_id
        ids = torch.tensor([[filling] * (longest - len(prompt)) + prompt for prompt in prompts])
        mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
        model: Any = self.module
        with self._device.autocast():
            written = model.generate(
                input_ids=ids.to(self._device.name),
                attention_mask=mask.to(self._device.name),
                max_new_tokens=most,
                do_sample=False,
                num_beams=1,
                eos_token_id=filling,
                pad_token_id=filling,
            )
        found: list[str] = self._tokenizer.batch_decode(written[:, longest:], skip_special_tokens=True)
        return [text.strip() for text in found]


def train_writer(
    train: Sequence[Told],
    held_out: Sequence[Told],
    writer: Writer,
    *,
    name: str,
    data: str,
    languages: Sequence[str],
    schedule: Schedule | None = None,
    watch: Callable[[Epoch], None] | None = None,
) -> Writer:
    """Teach a language model the form, and return it with its card; its weights are changed.

    Args:
        train: texts with what they say.
        held_out: others.
        writer: the model to start from.
        name: for the card.
        data: for the card: what the examples are, and their licence.
        languages: for the card.
        schedule: how long and how fast to learn.
        watch: told each epoch as it ends.

    Raises:
        ModelError: there is nothing to learn from, or an answer is longer than the model reads.
    """
    schedule = Schedule() if schedule is None else schedule
    # All weights are pretrained here: the loop's rate for what is new applies to none that matters.
    schedule = replace(schedule, head_rate=schedule.rate)
    with seeded(schedule.seed):
        epochs = fit(writer, train, held_out, schedule, watch)
    best = max(epochs, key=lambda epoch: epoch.score)
    writer.card = ModelCard(
        name=name,
        task="Proposes concepts and relations that a text states, as JSON.",
        revision=digest_of(*(_bytes(weight) for _, weight in sorted(writer.module.state_dict().items())))[:16],
        languages=tuple(languages),
        labels=(),
        data=data,
        data_digest=digest_of(*(repr(example).encode() for example in (*train, *held_out))),
        metrics={"held-out probability of a piece": round(best.score, 4), "epochs": float(best.number)},
        settings={**schedule.settings(), "model": f"{writer.id}@{writer.revision}", "calibrated": False},
        seed=schedule.seed,
    )
    return writer


def _bytes(weight: Tensor) -> bytes:
    return weight.detach().cpu().contiguous().view(torch.uint8).numpy().tobytes()
