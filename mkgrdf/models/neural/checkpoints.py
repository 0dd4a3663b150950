"""Where a pretrained model's files are: a local folder, or a repository of the hub at a fixed revision.

Nothing is loaded that could run code: safetensors first, PyTorch files only as plain tensors, no code from a
repository. A model that is not there is an error that says what was looked for, where, and how to get it.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch

from mkgrdf.errors import ModelError
from mkgrdf.models.card import digest_of
from mkgrdf.models.neural.structbert import configuration_of

__all__ = ["Checkpoint", "find", "locate", "read_configuration", "read_weights", "weight_files"]

_HUB: Final = re.compile(r"(?P<name>[\w.-]+(?:/[\w.-]+)?)@(?P<revision>[\w./-]+)")
_WANTED: Final = ("*.json", "*.txt", "*.model", "*.safetensors")
_WEIGHTS: Final = ("*.safetensors", "*.bin", "*.pt", "*.pth", "*_model")
"""In the order of trust; ``*_model`` is AliceMind's ``ch_model`` and ``en_model``."""
_CONFIGURATIONS: Final = ("config.json", "bert_config.json", "*bert_config.json")
_NAMES: Final = ("*.json", "*.txt", "*.model")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A pretrained model on this disk.

    Attributes:
        id: ``local:NAME`` or ``hub:OWNER/NAME``, without any path of this machine.
        revision: the commit on the hub; of a folder, a digest of its files.
        folder: where its files are.
    """

    id: str
    revision: str
    folder: Path


def locate(spec: str) -> Checkpoint:
    """Return the pretrained checkpoint that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

    Raises:
        ModelError: ``spec`` is neither, or the model is not there and cannot be fetched.
    """
    found = find(spec)
    read_configuration(found.folder)
    if found.revision:
        return found
    used = {path for pattern in _NAMES for path in found.folder.glob(pattern)} | set(weight_files(found.folder))
    parts: list[bytes] = []
    for path in sorted(used, key=lambda path: path.name):
        parts += [path.name.encode(), path.read_bytes()]
    return Checkpoint(found.id, digest_of(*parts)[:16], found.folder)


def find(spec: str) -> Checkpoint:
    """Return the folder that ``spec`` names, whatever is in it; the revision of a local one is empty.

    Raises:
        ModelError: as :func:`locate`.
    """
    scheme, colon, rest = spec.partition(":")
    if scheme == "local" and rest:
        return _local(Path(rest))
    if scheme == "hub" and rest:
        return _hub(rest)
    hint = f"; for a folder write local:{spec}" if not colon and Path(spec).is_dir() else ""
    raise ModelError(f"no model {spec!r}; expected local:FOLDER or hub:NAME@REVISION{hint}")


def read_configuration(folder: Path) -> dict[str, object]:
    """Return the configuration of the checkpoint in ``folder`` in transformers' terms.

    Raises:
        ModelError: there is none, several without a usual name, or it cannot be used.
    """
    for pattern in _CONFIGURATIONS:
        found = sorted(folder.glob(pattern))
        if len(found) > 1:
            raise ModelError(f"{folder} has {len(found)} files {pattern}; keep the one that belongs to the weights")
        if found:
            return configuration_of(_json(found[0]), str(found[0]))
    raise ModelError(
        f"no model in {folder}: none of {', '.join(_CONFIGURATIONS)} is there; expected a folder with a configuration, "
        "weights (model.safetensors or pytorch_model.bin) and a vocabulary"
    )


def weight_files(folder: Path) -> tuple[Path, ...]:
    """Return the files with the weights in ``folder``: all safetensors, else all PyTorch files of one kind.

    Raises:
        ModelError: there are none.
    """
    for pattern in _WEIGHTS:
        found = tuple(path for path in sorted(folder.glob(pattern)) if path.name not in _NOT_WEIGHTS)
        if found:
            return found
    raise ModelError(
        f"no weights in {folder}: none of {', '.join(_WEIGHTS)} is there; copy model.safetensors or pytorch_model.bin "
        "of the model into it"
    )


_NOT_WEIGHTS: Final = frozenset({"training_args.bin", "optimizer.pt", "scheduler.pt", "rng_state.pth", "optimizer.bin"})


def read_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Return all weights in ``folder`` by name, on the CPU.

    Raises:
        ModelError: there are none, or a file holds anything else than tensors.
    """
    weights: dict[str, torch.Tensor] = {}
    for path in weight_files(folder):
        weights.update(_safetensors(path) if path.suffix == ".safetensors" else _pickled(path))
    return weights


def _safetensors(path: Path) -> dict[str, torch.Tensor]:
    library = importlib.import_module("safetensors.torch")
    try:
        content: dict[str, torch.Tensor] = library.load_file(path)
    except Exception as error:
        raise ModelError(f"{path} cannot be read as safetensors: {error}; fetch the file again") from error
    return content


def _pickled(path: Path) -> dict[str, torch.Tensor]:
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"{path} cannot be read as plain tensors: {reason}; convert it to safetensors where you trust it"
        ) from error
    for key in ("state_dict", "model"):  # what training scripts wrap around the weights
        if isinstance(content, Mapping) and isinstance(content.get(key), Mapping):
            content = content[key]
    if not isinstance(content, Mapping) or not all(isinstance(weight, torch.Tensor) for weight in content.values()):
        raise ModelError(f"{path} is no mapping of names to tensors; expected a state dict")
    return {str(name): weight for name, weight in content.items()}


def _json(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path} holds {type(content).__name__}; expected a JSON object")
    return content


def _local(folder: Path) -> Checkpoint:
    if not folder.is_dir():
        raise ModelError(
            f"no model local:{folder}: there is no folder {folder.resolve()}; download one where you have a network "
            f"('hf download NAME --revision REVISION --local-dir {folder}'), or give the path of yours"
        )
    return Checkpoint(f"local:{folder.resolve().name}", "", folder)


def _hub(rest: str) -> Checkpoint:
    found = _HUB.fullmatch(rest)
    if found is None:
        raise ModelError(
            f"no model 'hub:{rest}'; expected hub:NAME@REVISION: a name alone means other weights tomorrow, so take "
            "the commit from the model's page ('Files and versions')"
        )
    name, revision = found["name"], found["revision"]
    hub = importlib.import_module("huggingface_hub")
    try:
        folder = Path(_snapshot(hub, name, revision))
    except Exception as error:
        cache = importlib.import_module("huggingface_hub.constants").HF_HUB_CACHE
        raise ModelError(
            f"no model hub:{name}@{revision}: it is not in the cache {cache} and could not be fetched "
            f"({type(error).__name__}); where you have a network run 'hf download {name} --revision {revision} "
            "--local-dir FOLDER', copy the folder here and write local:FOLDER"
        ) from error
    return Checkpoint(f"hub:{name}", folder.name, folder)


def _snapshot(hub: object, name: str, revision: str) -> str:
    """Return the folder of a repository's files, from the cache if it has them all; PyTorch files only at need."""
    download = hub.snapshot_download  # type: ignore[attr-defined]  # a module loaded by name
    try:
        folder: str = download(name, revision=revision, local_files_only=True)
        weight_files(Path(folder))
    except (ModelError, OSError):  # not in the cache, or only a part of it
        folder = download(name, revision=revision, allow_patterns=list(_WANTED))
        if not list(Path(folder).glob("*.safetensors")):
            folder = download(name, revision=revision, allow_patterns=[*_NAMES, "pytorch_model*.bin"])
    return folder
