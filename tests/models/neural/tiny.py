"""Pretrained models small enough to be made in a test: real files in the layouts that real ones come in."""

from __future__ import annotations

import json
import string
from pathlib import Path

import torch

from mkgrdf.models.neural.loop import seeded
from mkgrdf.models.neural.software import transformers

HAN = (
    "适合跑步健身房瑜伽户外露营的背包肩带勒容易开裂很轻防水面料告别出汗保持干爽不再勒肩膀送给妈妈宝出差上班通勤"
    "冰丝采用透气速干专为设计孩子这件衣服磨皮肤很失望穿它舒一点也"
)
WORDS = (
    "the for a my it is and was in this strap straps dig into shoulders yoga running gym great light tore keeps me dry "
    "perfect backpack hoodie bag shirt shoes acme nordic cotton mesh after one wash shrinks zipper broke ripped fits"
)


def vocabulary() -> list[str]:
    """Return word pieces: special ones, letters and digits (alone and inside a word), words, Han characters."""
    signs = string.ascii_lowercase + string.digits
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [word for word in dict.fromkeys(WORDS.split()) if len(word) > 1]
    return [*special, *signs, *(f"##{sign}" for sign in signs), *".,!?-。，！", *words, *dict.fromkeys(HAN)]


def write_bert(folder: Path, *, seed: int = 0, width: int = 32, layers: int = 2, positions: int = 64) -> None:
    """Write a BERT with drawn weights into ``folder`` in transformers' layout."""
    library = transformers()
    words = vocabulary()
    settings = library.BertConfig(
        vocab_size=len(words),
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=2 * width,
        max_position_embeddings=positions,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    folder.mkdir(parents=True, exist_ok=True)
    with seeded(seed):
        library.BertModel(settings).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


def write_structbert(folder: Path, like: Path, *, modelscope: bool) -> Path:
    """Write the weights of the BERT in ``like`` as AliceMind's release, or ModelScope's task models, have them."""
    body = transformers().BertModel.from_pretrained(like)
    configuration = json.loads((like / "config.json").read_text(encoding="utf-8"))
    shape = {
        key: configuration[key]
        for key in (
            *("attention_probs_dropout_prob", "hidden_act", "hidden_dropout_prob", "hidden_size", "initializer_range"),
            *("intermediate_size", "max_position_embeddings", "num_attention_heads", "num_hidden_layers"),
            *("type_vocab_size", "vocab_size"),
        )
    }
    folder.mkdir(parents=True)
    weights: dict[str, torch.Tensor] = {}
    for name, weight in body.state_dict().items():
        if modelscope:
            weights["encoder." + name] = weight
        else:
            old = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")
            weights["bert." + old] = weight
    if modelscope:
        weights["head.classifier.weight"] = torch.zeros(3, shape["hidden_size"])
        weights["encoder.embeddings.position_ids"] = torch.arange(shape["max_position_embeddings"]).unsqueeze(0)
        extra = {"model_type": "structbert", "adv_grad_factor": 5e-5, "sigma": 5e-6, "layer_norm_eps": 1e-12}
        (folder / "config.json").write_text(json.dumps({**shape, **extra}), encoding="utf-8")
        torch.save(weights, folder / "pytorch_model.bin")
        (folder / "vocab.txt").write_bytes((like / "vocab.txt").read_bytes())
    else:
        weights["cls.predictions.bias"] = torch.zeros(shape["vocab_size"])
        weights["cls.predictions.decoder.weight"] = weights["bert.embeddings.word_embeddings.weight"]
        (folder / "ch_large_bert_config.json").write_text(
            json.dumps({**shape, "attention_type": "self"}), encoding="utf-8"
        )
        torch.save(weights, folder / "ch_model")
        (folder / "ch_vocab.txt").write_bytes((like / "vocab.txt").read_bytes())
    return folder


def write_gpt2(folder: Path, texts: list[str], *, positions: int = 320) -> None:
    """Write a GPT-2 with drawn weights and a byte-level BPE learnt from ``texts`` into ``folder``."""
    import tokenizers

    library = transformers()
    bpe = tokenizers.Tokenizer(tokenizers.models.BPE())
    bpe.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = tokenizers.decoders.ByteLevel()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=["<|end|>"],
        initial_alphabet=sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    bpe.train_from_iterator(texts, trainer)
    fast = library.PreTrainedTokenizerFast(tokenizer_object=bpe, eos_token="<|end|>")
    settings = library.GPT2Config(
        vocab_size=len(fast),
        n_positions=positions,
        n_embd=64,
        n_layer=2,
        n_head=4,
        initializer_range=0.1,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=fast.eos_token_id,
        eos_token_id=fast.eos_token_id,
    )
    with seeded(0):
        library.GPT2LMHeadModel(settings).save_pretrained(folder)
    fast.save_pretrained(folder)
