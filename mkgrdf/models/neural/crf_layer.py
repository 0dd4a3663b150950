"""A linear-chain conditional random field over scores of tags (Lafferty et al. 2001), BIO built in.

Forbidden steps (``O`` to ``I-x``, ``B-x`` to ``I-y``, a sentence that begins with ``I``) have a score so low that no
path takes them, in training as in decoding. Sequences are padded on the right; ``mask`` is true where a word is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

__all__ = ["LinearChainCrf"]

_NEVER: Final = -10_000.0


class LinearChainCrf(nn.Module):
    """Scores of paths: emissions plus transitions, plus scores of beginning and ending with a tag.

    Args:
        tags: BIO tags, in the order of the emissions.
    """

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        size = len(tags)
        self.transitions = nn.Parameter(torch.empty(size, size).uniform_(-0.1, 0.1))
        self.begin = nn.Parameter(torch.empty(size).uniform_(-0.1, 0.1))
        self.end = nn.Parameter(torch.empty(size).uniform_(-0.1, 0.1))
        inside = torch.tensor([tag.startswith("I-") for tag in tags])
        follows = torch.tensor(
            [[not after.startswith("I-") or before[1:] == after[1:] for after in tags] for before in tags]
        )
        self._no_step: Tensor
        self._no_begin: Tensor
        self.register_buffer("_no_step", torch.where(follows, 0.0, _NEVER), persistent=False)
        self.register_buffer("_no_begin", torch.where(inside, _NEVER, 0.0), persistent=False)

    def _steps(self) -> Tensor:
        return self.transitions + self._no_step

    def log_likelihood(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the log-probability (sentences,) of the paths ``tags``.

        Shapes: emissions (sentences, words, tags), tags and mask (sentences, words); each sentence has a word.
        """
        return self._score(emissions, tags, mask) - self.log_partition(emissions, mask)

    def log_partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Return the log of the sum over all paths (sentences,), by the forward algorithm."""
        forward = self.begin + self._no_begin + emissions[:, 0]
        steps = self._steps()
        for word in range(1, emissions.shape[1]):
            reached = torch.logsumexp(forward.unsqueeze(2) + steps, dim=1) + emissions[:, word]
            forward = torch.where(mask[:, word].unsqueeze(1), reached, forward)
        return torch.logsumexp(forward + self.end, dim=1)

    def _score(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        at = emissions.gather(2, tags.unsqueeze(2)).squeeze(2)
        steps = self._steps()[tags[:, :-1], tags[:, 1:]]
        last = tags.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        inner = (at * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
        first = tags[:, 0]
        return inner + self.begin[first] + self._no_begin[first] + self.end[last]

    @torch.no_grad()
    def best_paths(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """Return the likeliest path of each sentence, by Viterbi's algorithm; of equal ones, that of lower tags."""
        steps = self._steps()
        best = self.begin + self._no_begin + emissions[:, 0]
        came_from: list[Tensor] = []
        unmoved = torch.arange(steps.shape[0], device=steps.device).expand_as(best)
        for word in range(1, emissions.shape[1]):
            reached, before = (best.unsqueeze(2) + steps).max(dim=1)
            there = mask[:, word].unsqueeze(1)
            best = torch.where(there, reached + emissions[:, word], best)
            came_from.append(torch.where(there, before, unmoved))
        last = (best + self.end).argmax(dim=1)
        path = [last]
        for before in reversed(came_from):
            path.append(before.gather(1, path[-1].unsqueeze(1)).squeeze(1))
        rows = torch.stack(path[::-1], dim=1).tolist()
        return [row[:length] for row, length in zip(rows, mask.sum(1).tolist(), strict=True)]

    @torch.no_grad()
    def span_probabilities(
        self, emissions: Tensor, length: int, spans: Sequence[tuple[int, int, Sequence[int], Sequence[int]]]
    ) -> list[float]:
        """Return the probability of each span in one sentence: of all paths that have exactly it.

        Args:
            emissions: (words, tags) of the sentence.
            length: words in it.
            spans: first word, word after the last, the tags of its words, and the tags that may not follow them
                (``I`` of its type, which would make it longer).
        """
        steps = self._steps()
        forward = [self.begin + self._no_begin + emissions[0]]
        for word in range(1, length):
            forward.append(torch.logsumexp(forward[-1].unsqueeze(1) + steps, dim=0) + emissions[word])
        backward: list[Tensor] = [self.end]
        for word in range(length - 1, 0, -1):
            backward.append(torch.logsumexp(steps + (emissions[word] + backward[-1]), dim=1))
        backward.reverse()
        total = torch.logsumexp(forward[-1] + self.end, dim=0)
        found: list[float] = []
        for start, stop, tags, barred in spans:
            score = forward[start][tags[0]]
            for word in range(start + 1, stop):
                score = score + steps[tags[word - start - 1], tags[word - start]] + emissions[word, tags[word - start]]
            if stop == length:
                score = score + self.end[tags[-1]]
            else:
                onward = steps[tags[-1]] + emissions[stop] + backward[stop]
                onward[list(barred)] = -torch.inf
                score = score + torch.logsumexp(onward, dim=0)
            found.append(float(torch.exp(score - total).clamp(0.0, 1.0)))
        return found
