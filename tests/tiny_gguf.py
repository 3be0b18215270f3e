"""Writes model files of a megabyte for tests: random weights, a real tokenizer, and a part that sees."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import gguf
import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

END, ASK, SAID, PAD = "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<pad>"
MARKS = [END, ASK, SAID, PAD]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
WIDTH, INNER, LAYERS = 64, 128, 2
HEADS, KEY_HEADS, HEAD = 4, 2, 16
SEES, SIDE, PATCH = 32, 56, 14
"""The part that sees: its width, and the pictures' and patches' sides in pixels."""

STORY = """
The old mill stands by the river, and the miller grinds wheat and rye for every village in the valley. In spring the
water is high and the wheel turns day and night; in a dry summer it hardly turns at all. What is it? It is a mill. Who
built it? Anna Brook built it in 1804, because the water never fails there. Tell me more about the river and the bridge,
the baker and the bread, the farmer and the field. An answer is short, a story is long, and a name is a word or two.
{"answer": "mill", "kind": "river", "name": "the old mill", "n": 12345678, "list": [1, 2, 3], "true": false}
"""
"""What the tokens are learned from."""

Noise = Callable[..., np.ndarray]


def write_model(path: Path, seed: int = 0) -> None:
    """A language model of two layers with a few hundred tokens. What it says means nothing."""
    tokens, merges = learned([STORY])
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(4096)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_rope_dimension_count(HEAD)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    tell_tokens(writer, tokens, merges)
    noise, ones = noise_from(seed), np.ones(WIDTH, np.float32)
    for name, weights in (
        ("token_embd", noise(len(tokens), WIDTH)),
        ("output", noise(len(tokens), WIDTH)),
        ("output_norm", ones),
    ):
        writer.add_tensor(f"{name}.weight", weights)
    shapes = {
        "attn_q": (HEADS * HEAD, WIDTH),
        "attn_k": (KEY_HEADS * HEAD, WIDTH),
        "attn_v": (KEY_HEADS * HEAD, WIDTH),
        "attn_output": (WIDTH, HEADS * HEAD),
        "ffn_gate": (INNER, WIDTH),
        "ffn_up": (INNER, WIDTH),
        "ffn_down": (WIDTH, INNER),
    }
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", noise(*shape))
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", ones)
    finish(writer)


def write_eyes(path: Path, seed: int = 1) -> None:
    """The part that sees for such a model: a vision transformer of two layers and a projection."""
    writer, noise = gguf.GGUFWriter(path, "clip"), noise_from(seed)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", False)
    writer.add_file_type(0)
    sizes = {
        "image_size": SIDE,
        "patch_size": PATCH,
        "embedding_length": SEES,
        "feed_forward_length": 2 * SEES,
        "block_count": LAYERS,
        "projection_dim": WIDTH,
        "attention.head_count": 2,
    }
    for name, size in sizes.items():
        writer.add_uint32(f"clip.vision.{name}", size)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.25, 0.25, 0.25])
    writer.add_tensor("v.class_embd", noise(SEES))
    writer.add_tensor("v.patch_embd.weight", noise(SEES, 3, PATCH, PATCH))
    writer.add_tensor("v.position_embd.weight", noise((SIDE // PATCH) ** 2 + 1, SEES))
    for norm in ["v.pre_ln", *(f"v.blk.{layer}.ln{n}" for layer in range(LAYERS) for n in (1, 2))]:
        writer.add_tensor(f"{norm}.weight", np.ones(SEES, np.float32))
        writer.add_tensor(f"{norm}.bias", np.zeros(SEES, np.float32))
    dense = {"mm.0": (WIDTH, SEES), "mm.2": (WIDTH, WIDTH)}
    for layer in range(LAYERS):
        dense |= {f"v.blk.{layer}.attn_{part}": (SEES, SEES) for part in ("q", "k", "v", "out")}
        dense |= {f"v.blk.{layer}.ffn_up": (2 * SEES, SEES), f"v.blk.{layer}.ffn_down": (SEES, 2 * SEES)}
    for name, (out, into) in dense.items():
        writer.add_tensor(f"{name}.weight", noise(out, into))
        writer.add_tensor(f"{name}.bias", np.zeros(out, np.float32))
    finish(writer)


def learned(texts: Iterable[str], size: int = 2048) -> tuple[list[str], list[str]]:
    """A byte-level BPE of the texts: its tokens in order, and its merges."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=MARKS,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    places = tokenizer.get_vocab()
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return sorted(places, key=lambda token: places[token]), [" ".join(pair) for pair in merges]


def tell_tokens(writer: gguf.GGUFWriter, tokens: list[str], merges: list[str]) -> None:
    """Put the tokenizer and the chat template into the file."""
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    kinds = (gguf.TokenType.NORMAL, gguf.TokenType.CONTROL)
    writer.add_token_types([kinds[token in MARKS] for token in tokens])
    writer.add_token_merges(merges)
    writer.add_add_bos_token(False)
    writer.add_bos_token_id(tokens.index(END))
    writer.add_eos_token_id(tokens.index(SAID))
    writer.add_pad_token_id(tokens.index(PAD))
    writer.add_chat_template(TEMPLATE)


def noise_from(seed: int) -> Noise:
    """Random weights, small enough that no layer drowns another."""
    chance = np.random.default_rng(seed)
    return lambda *shape: (chance.standard_normal(shape) * 0.08).astype(np.float32)


def finish(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
