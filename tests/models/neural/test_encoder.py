"""Encoders load from every layout that real checkpoints have, and say the same however they are asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy
import pytest
import torch

from mkgrdf.errors import ModelError
from mkgrdf.models.neural.checkpoints import locate
from mkgrdf.models.neural.devices import Device, choose
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.loop import seeded
from mkgrdf.models.neural.software import transformers
from mkgrdf.models.neural.wordpieces import pieces_of_words
from tests.models.neural.tiny import vocabulary, write_bert, write_structbert

TEXTS = ["straps dig into my shoulders", "适合跑步", "", "yoga", "the strap is light and great for running in the gym"]


def test_vectors_are_those_of_transformers(tiny_bert: Path, cpu: Device) -> None:
    """The mean of the last layer over a text's pieces, computed by transformers alone, comes out."""
    found = Encoder.load(f"local:{tiny_bert}", device=cpu).vectors(TEXTS)
    model = transformers().BertModel.from_pretrained(tiny_bert).eval()
    tokenizer = transformers().BertTokenizer.from_pretrained(tiny_bert)
    for text, vector in zip(TEXTS, found, strict=True):
        with torch.no_grad():
            wanted = model(**tokenizer(text, return_tensors="pt")).last_hidden_state.mean(1)[0]
        assert numpy.abs(vector - wanted.numpy()).max() < 1e-5


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("DistilBert", {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64}),
        ("Electra", {"hidden_size": 32, "embedding_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}),
        ("Roberta", {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "pad_token_id": 0}),
        ("Albert", {"hidden_size": 32, "embedding_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}),
    ],
)
def test_other_architectures(kind: str, more: dict[str, int], tmp_path: Path, cpu: Device) -> None:
    """Whatever transformers knows as an encoder loads, saved with a head or bare, and reads to its last position."""
    library = transformers()
    words = vocabulary()
    sizes = {"vocab_size": len(words), "max_position_embeddings": 40, "intermediate_size": 64}
    configuration = getattr(library, f"{kind}Config")(**{**sizes, **more})
    with seeded(0):
        model = getattr(library, f"{kind}ForTokenClassification")(configuration).eval()
    model.save_pretrained(tmp_path)
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    encoder = Encoder.load(f"local:{tmp_path}", device=cpu)
    found = encoder.vectors(["light " * 500, *TEXTS])
    (window,) = encoder.inputs([TEXTS[0]])[0]
    with torch.no_grad():
        wanted = model.base_model(input_ids=torch.tensor([window.pieces])).last_hidden_state.mean(1)[0]
    assert numpy.abs(found[1] - wanted.numpy()).max() < 1e-5
    assert encoder.longest == (39 if kind == "Roberta" else 40)


def test_order_and_company_do_not_matter(tiny_bert: Path, cpu: Device) -> None:
    """A text has the same vector alone, in a batch, and in another order, up to rounding."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    together = encoder.vectors(TEXTS)
    assert numpy.abs(together[::-1] - encoder.vectors(TEXTS[::-1])).max() < 1e-5
    for text, vector in zip(TEXTS, together, strict=True):
        assert numpy.abs(encoder.vectors([text])[0] - vector).max() < 1e-5
    assert encoder.vectors([]).shape == (0, 32)


def test_a_long_text_is_read_to_its_end(tiny_bert: Path, cpu: Device) -> None:
    """What stands behind the first window still changes the vector; every window fits the model."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    long = "light " * 300
    windows = encoder.inputs([long + "yoga"])[0]
    assert len(windows) > 4
    assert max(len(window.pieces) for window in windows) == encoder.longest == 64
    one, other = encoder.vectors([long + "yoga", long + "zipper"])
    assert numpy.abs(one - other).max() > 1e-4
    pair = encoder.inputs(["yoga " * 200], [long])[0]
    assert len(pair) > 4
    assert {len(window.pieces) <= 64 for window in pair} == {True}


@pytest.mark.parametrize("modelscope", [False, True], ids=["AliceMind", "ModelScope"])
def test_structbert_in_its_own_layout(tiny_bert: Path, tmp_path: Path, cpu: Device, modelscope: bool) -> None:
    """The same weights under StructBERT's names, configuration and files give exactly the same vectors."""
    folder = write_structbert(tmp_path / "structbert", tiny_bert, modelscope=modelscope)
    found = Encoder.load(f"local:{folder}", device=cpu)
    wanted = Encoder.load(f"local:{tiny_bert}", device=cpu)
    assert numpy.array_equal(found.vectors(TEXTS), wanted.vectors(TEXTS))
    assert (found.id, wanted.id) == ("local:structbert", "local:tiny-bert")
    assert found.revision != wanted.revision


def test_a_variant_that_is_no_bert_is_refused(tiny_bert: Path, tmp_path: Path, cpu: Device) -> None:
    """AliceMind's code can build other things under the same name; they are not loaded as if they were a BERT."""
    folder = write_structbert(tmp_path / "odd", tiny_bert, modelscope=False)
    file = folder / "ch_large_bert_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "pre_ln": True}), encoding="utf-8")
    with pytest.raises(ModelError, match="pre_ln = True, a variant that is no BERT; expected False"):
        Encoder.load(f"local:{folder}", device=cpu)


def test_weights_that_are_missing_are_not_drawn_instead(tiny_bert: Path, tmp_path: Path, cpu: Device) -> None:
    """A checkpoint without one of its layers is an error that names what is missing."""
    folder = shutil.copytree(tiny_bert, tmp_path / "torn")
    model = transformers().BertModel.from_pretrained(tiny_bert)
    weights = {name: weight for name, weight in model.state_dict().items() if "layer.1." not in name}
    (folder / "model.safetensors").unlink()
    torch.save(weights, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"16 are missing \(encoder\.layer\.1\."):
        Encoder.load(f"local:{folder}", device=cpu)


def test_a_pickle_with_code_is_not_run(tiny_bert: Path, tmp_path: Path, cpu: Device) -> None:
    """A PyTorch file that holds anything but tensors is refused, and nothing in it runs."""
    folder = shutil.copytree(tiny_bert, tmp_path / "hostile")
    (folder / "model.safetensors").unlink()
    torch.save({"model": Path("anything")}, folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="cannot be read as plain tensors"):
        Encoder.load(f"local:{folder}", device=cpu)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("local:nowhere", "there is no folder .*nowhere; download one"),
        ("hub:owner/name", "expected hub:NAME@REVISION: a name alone means other weights tomorrow"),
        ("bert-base-chinese", "expected local:FOLDER or hub:NAME@REVISION"),
        (".", r"for a folder write local:\."),
    ],
)
def test_a_model_that_is_not_there(spec: str, said: str) -> None:
    """The error says what was looked for, where, and how to get it."""
    with pytest.raises(ModelError, match=said):
        locate(spec)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    """The error names the files that were looked for."""
    with pytest.raises(ModelError, match=r"none of config\.json, bert_config\.json.* is there"):
        locate(f"local:{tmp_path}")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="has no model_type and lacks hidden_size"):
        locate(f"local:{tmp_path}")


def test_the_hub_from_its_cache(tiny_bert: Path, tmp_path: Path, cpu: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository in the hub's cache loads without a network, under the commit that its revision means."""
    from huggingface_hub import constants

    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "models--someone--tiny"
    shutil.copytree(tiny_bert, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "v1").write_text(commit, encoding="utf-8")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    encoder = Encoder.load("hub:someone/tiny@v1", device=cpu)
    assert (encoder.id, encoder.revision) == ("hub:someone/tiny", commit)
    with pytest.raises(ModelError, match=r"hub:someone/other@v1: it is not in the cache .*'hf download someone/other"):
        Encoder.load("hub:someone/other@v1", device=cpu)


def test_the_revision_of_a_folder_is_its_content(tiny_bert: Path, tmp_path: Path) -> None:
    """The same files elsewhere are the same revision; other weights are another."""
    copy = shutil.copytree(tiny_bert, tmp_path / "copy")
    other = tmp_path / "other"
    write_bert(other, seed=1)
    assert locate(f"local:{copy}").revision == locate(f"local:{tiny_bert}").revision
    assert locate(f"local:{other}").revision != locate(f"local:{tiny_bert}").revision


def test_words_never_get_lost(tiny_bert: Path, cpu: Device) -> None:
    """A word that the tokenizer drops is unknown, a very long one is cut, and no sentence is an empty list."""
    tokenizer = Encoder.load(f"local:{tiny_bert}", device=cpu).tokenizer
    found = pieces_of_words(tokenizer, [["yoga", "\u200b", "q" * 50], [], ["跑"]])
    assert [[len(pieces) for pieces in sentence] for sentence in found] == [[1, 1, 8], [], [1]]
    assert found[0][1] == [tokenizer.unk_token_id]


def test_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads are what was asked for, or what the environment says, and a device that is not there is an error."""
    before = torch.get_num_threads()
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert choose("cpu").threads == 3
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert choose("cpu", threads=1, bf16=False) == Device("cpu", bf16=False, threads=1)
    assert torch.get_num_threads() == 1
    torch.set_num_threads(before)
    with pytest.raises(ModelError, match="no device 'cuda:99'"):
        choose("cuda:99")
    with pytest.raises(ModelError, match="no device 'tpu'"):
        choose("tpu")


def test_bf16_is_close(tiny_bert: Path, cpu: Device) -> None:
    """In bf16 the vectors point the same way: cosine above .999."""
    exact = Encoder.load(f"local:{tiny_bert}", device=cpu).vectors(TEXTS)
    rough = Encoder.load(f"local:{tiny_bert}", device=Device("cpu", bf16=True, threads=1)).vectors(TEXTS)
    cosines = (exact * rough).sum(1) / numpy.linalg.norm(exact, axis=1) / numpy.linalg.norm(rough, axis=1)
    assert cosines.min() > 0.999
    assert not numpy.array_equal(exact, rough)
