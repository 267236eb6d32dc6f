"""Sentence embeddings of an incident's words: an option beside hashed n-grams, from a model folder on this machine.

Sentence-transformers' folders with a BERT encoder (all-MiniLM-L6-v2, and most of the small ones) are read as they are:
`config.json`, `model.safetensors`, `tokenizer.json`, `1_Pooling/config.json`. The encoder (Devlin et al. 2019) is
reckoned in NumPy, since a deep-learning framework for a few hundred short texts would be larger than all the rest.
Nothing is ever downloaded.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import struct
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from arbase.domain.errors import UserError

Floats = NDArray[np.float32]
PACKAGE = "package:"
LONGEST = 128
"""Tokens of a text that count."""
KEPT = 20_000


class Embedder:
    """Texts to vectors of length 1. Raises UserError for a folder that holds no such model."""

    def __init__(self, folder: Path) -> None:
        if importlib.util.find_spec("tokenizers") is None:
            raise UserError("classify.head.embedding needs tokenizers: pip install 'arbase[agent]', or leave it empty")
        config, self._weights, tokenizer = _read(folder)
        tokenizers: Any = importlib.import_module("tokenizers")
        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._layers = int(config["num_hidden_layers"])
        self._heads = int(config["num_attention_heads"])
        self._epsilon = float(config.get("layer_norm_eps", 1e-12))
        self._mean = _pools_by_mean(folder)
        self.size = int(config["hidden_size"])
        self._known: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Shape (n, size)."""
        for text in dict.fromkeys(texts):
            if text not in self._known:
                if len(self._known) >= KEPT:
                    self._known.clear()
                self._known[text] = self._vector(text)
        found = [self._known[text] for text in texts]
        return np.vstack(found) if found else np.zeros((0, self.size), dtype=np.float32)

    def _vector(self, text: str) -> Floats:
        ids = self._tokenizer.encode(text).ids
        hidden = self._named("embeddings.word_embeddings.weight")[ids]
        hidden = hidden + self._named("embeddings.position_embeddings.weight")[: len(ids)]
        hidden = self._normal(
            hidden + self._named("embeddings.token_type_embeddings.weight")[0], "embeddings.LayerNorm"
        )
        for number in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{number}")
        pooled = hidden.mean(axis=0) if self._mean else hidden[0]
        length = float(np.linalg.norm(pooled)) or 1.0
        vector: Floats = (pooled / length).astype(np.float32)
        return vector

    def _layer(self, hidden: Floats, name: str) -> Floats:
        attended = self._attention(hidden, f"{name}.attention.self")
        hidden = self._normal(
            hidden + self._dense(attended, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        wide = self._dense(hidden, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1.0 + erf(wide / math.sqrt(2.0)))
        return self._normal(hidden + self._dense(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attention(self, hidden: Floats, name: str) -> Floats:
        length, size = hidden.shape
        each = size // self._heads

        def split(part: str) -> Floats:
            return self._dense(hidden, f"{name}.{part}").reshape(length, self._heads, each).transpose(1, 0, 2)

        scores = split("query") @ split("key").transpose(0, 2, 1) / math.sqrt(each)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        joined: Floats = (weights @ split("value")).transpose(1, 0, 2).reshape(length, size)
        return joined

    def _dense(self, rows: Floats, name: str) -> Floats:
        found: Floats = rows @ self._named(f"{name}.weight").T + self._named(f"{name}.bias")
        return found

    def _normal(self, rows: Floats, name: str) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._epsilon)
        found: Floats = centred / spread * self._named(f"{name}.weight") + self._named(f"{name}.bias")
        return found

    def _named(self, name: str) -> Floats:
        found = self._weights.get(name, self._weights.get(f"bert.{name}"))
        if found is None:
            raise UserError(f"classify.head.embedding: the model has no {name}; only BERT encoders can be read")
        return found


@lru_cache(maxsize=2)
def embedder(named: str) -> Embedder:
    """The embedder of a folder, or of `package:NAME`, an installed package with such a folder in it.

    Raises UserError.
    """
    if not named.startswith(PACKAGE):
        return Embedder(Path(named))
    package = named.removeprefix(PACKAGE)
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise UserError(f"classify.head.embedding: the package {package[:80]!r} is not installed")
    root = Path(next(iter(found.submodule_search_locations)))
    folders = sorted(file.parent for file in root.rglob("model.safetensors"))
    if not folders:
        raise UserError(f"classify.head.embedding: the package {package[:80]!r} holds no model.safetensors")
    return Embedder(folders[0])


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, Floats], Path]:
    """Configuration, weights by name, and the tokenizer's file. Raises UserError."""
    try:
        config = json.loads((folder / "config.json").read_bytes())
        weights = _tensors(folder / "model.safetensors")
    except OSError as error:
        raise UserError(f"{error.filename}: cannot be read ({error.strerror}); give the model's folder") from error
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise UserError(f"{folder}: not a model ({' '.join(str(error).split())[:120]})") from None
    if not isinstance(config, dict) or config.get("model_type") != "bert":
        raise UserError(f"{folder}: only BERT encoders can be read; choose another model for classify.head.embedding")
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise UserError(f"{tokenizer}: not found; give the folder of a whole model")
    return config, weights, tokenizer


def _tensors(file: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file, as 32-bit floats, mapped and not copied where they are that already."""
    with file.open("rb") as stream:
        length = struct.unpack("<Q", stream.read(8))[0]
        if length > 100_000_000:
            raise ValueError("its header is too long")
        header = json.loads(stream.read(length))
    content = np.memmap(file, dtype=np.uint8, mode="r", offset=8 + length)
    kinds = {"F32": np.float32, "F16": np.float16}
    found: dict[str, Floats] = {}
    for name, facts in header.items():
        if name == "__metadata__" or facts["dtype"] not in kinds:
            continue
        start, end = facts["data_offsets"]
        values = content[start:end].view(kinds[facts["dtype"]]).reshape(facts["shape"])
        found[name] = np.asarray(values, dtype=np.float32)
    return found


def _pools_by_mean(folder: Path) -> bool:
    """How the model makes one vector of many; by the mean unless it says otherwise."""
    file = folder / "1_Pooling" / "config.json"
    try:
        pooling = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return True
    return not (isinstance(pooling, dict) and pooling.get("pooling_mode_cls_token"))
