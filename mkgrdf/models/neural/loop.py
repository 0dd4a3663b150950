"""The one loop that trains every neural model here: AdamW, warm-up, clipping, early stopping, best weights back.

Loshchilov and Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019 (AdamW); the rate rises to its height and
falls to nothing in straight lines, as for BERT (Devlin et al. 2019). With the same seed, data, threads and versions
the weights on a CPU are the same to the last bit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn

from mkgrdf.errors import ModelError
from mkgrdf.models.batching import shuffled

__all__ = ["Epoch", "Learner", "Schedule", "fit", "seeded"]

Example = TypeVar("Example")
Seen_contra = TypeVar("Seen_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        epochs: at most; fewer where the score on held-out examples stops rising.
        patience: epochs without a better score after which training stops.
        batch: examples in a step.
        rate: height of the learning rate of the pretrained body.
        head_rate: that of everything new on top, which starts from nothing.
        warm_up: share of all steps in which the rate rises.
        decay: weight decay, for matrices only.
        clip: most that the gradient's norm may be.
        seed: of everything drawn: new weights, order of examples, dropout.
    """

    epochs: int = 10
    patience: int = 3
    batch: int = 16
    rate: float = 5e-5
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    clip: float = 1.0
    seed: int = 0

    def settings(self) -> dict[str, str | int | float | bool]:
        """Return everything for a card, by name."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "seed"}


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one pass over the training examples came to: mean loss, score on held-out examples, seconds."""

    number: int
    loss: float
    score: float
    seconds: float


class Learner(Protocol[Seen_contra]):
    """What the loop trains.

    Attributes:
        module: holds all weights; what lies in its child ``body`` is pretrained.
    """

    module: nn.Module

    def loss(self, examples: Sequence[Seen_contra]) -> Tensor:
        """Return the mean loss of a batch, with its gradient."""
        ...

    def score(self, examples: Sequence[Seen_contra]) -> float:
        """Return how good the model is on ``examples``; more is better."""
        ...

    def size(self, example: Seen_contra) -> int:
        """Return the length of an example, by which batches are made."""
        ...


class _Fitting(Generic[Example]):
    """The moving parts of one training."""

    def __init__(self, learner: Learner[Example], schedule: Schedule, steps: int) -> None:
        self.learner = learner
        self.clip = schedule.clip
        self.optimizer = torch.optim.AdamW(list(_groups(learner.module, schedule)))
        rising = max(1, round(steps * schedule.warm_up))
        self.rates = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / rising, max(0.0, (steps - step) / max(1, steps - rising))),
        )

    def step(self, examples: Sequence[Example]) -> float:
        loss = self.learner.loss(examples)
        if not torch.isfinite(loss):
            raise ModelError(
                f"training broke off: the loss became {float(loss.detach())}; lower the learning rate (now "
                f"{self.rates.get_last_lr()[0]:.2g})"
            )
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch declares it without types
        nn.utils.clip_grad_norm_(self.learner.module.parameters(), self.clip)
        self.optimizer.step()
        self.rates.step()
        return float(loss.detach())


def fit(
    learner: Learner[Example],
    train: Sequence[Example],
    held_out: Sequence[Example],
    schedule: Schedule,
    watch: Callable[[Epoch], None] | None = None,
) -> tuple[Epoch, ...]:
    """Train ``learner`` and leave it with the weights that scored best on ``held_out``; return every epoch.

    Call it inside :func:`seeded`, with the learner made inside too, for the same weights each time.

    Raises:
        ModelError: there is nothing to learn from or to hold out, or the loss is no number any more.
    """
    if not train or not held_out:
        raise ModelError(
            f"{len(train)} examples to learn from and {len(held_out)} held out; expected at least one of each"
        )
    module = learner.module
    lengths = [learner.size(example) for example in train]
    per_epoch = len(shuffled(lengths, size=schedule.batch, seed=0))
    fitting = _Fitting(learner, schedule, per_epoch * schedule.epochs)
    epochs: list[Epoch] = []
    best, kept = -1.0, _copy(module)
    for number in range(1, schedule.epochs + 1):
        begin = time.perf_counter()
        module.train()
        losses = [
            fitting.step([train[at] for at in batch])
            for batch in shuffled(lengths, size=schedule.batch, seed=schedule.seed * 1_000 + number)
        ]
        module.eval()
        score = learner.score(held_out)
        epochs.append(Epoch(number, sum(losses) / len(losses), score, time.perf_counter() - begin))
        if watch is not None:
            watch(epochs[-1])
        if score > best:
            best, kept = score, _copy(module)
        elif number - max(epochs, key=lambda epoch: epoch.score).number >= schedule.patience:
            break
    module.load_state_dict(kept)
    module.eval()
    return tuple(epochs)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make everything drawn inside depend on ``seed`` alone, and leave the numbers outside as they were."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield


def _groups(module: nn.Module, schedule: Schedule) -> Iterator[dict[str, object]]:
    for pretrained, rate in ((True, schedule.rate), (False, schedule.head_rate)):
        for decays in (True, False):
            found = [
                weight
                for name, weight in module.named_parameters()
                if weight.requires_grad and name.startswith("body.") is pretrained and (weight.dim() > 1) is decays
            ]
            if found:
                yield {"params": found, "lr": rate, "weight_decay": schedule.decay if decays else 0.0}


def _copy(module: nn.Module) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in module.state_dict().items()}
