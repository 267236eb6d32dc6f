from pathlib import Path

import pytest

from arbase.domain.errors import ConfigError
from arbase.evaluation.config import bars_of, read_config
from arbase.evaluation.matrix import read_matrix
from arbase.evaluation.measure import Measure, of_rate

ROOT = Path(__file__).resolve().parents[3]
CONFIGS = sorted((ROOT / "configs" / "bench").glob("*.yaml"))


@pytest.mark.parametrize("file", CONFIGS, ids=lambda file: file.name)
def test_every_configuration_can_be_read(file):
    if file.name.startswith(("matrix", "classifiers")):
        assert read_matrix(file).configurations
    else:
        assert read_config(file).require


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("alertz: {}", "did you mean 'alerts'?"),
        ("name: x", "measures nothing"),
        ("alerts: {}\nrequire: [recall is high]", "not a bar"),
        ("alerts: {limit: 0}", "alerts.limit"),
    ],
)
def test_a_configuration_with_a_mistake_is_one_sentence(tmp_path, text, sentence):
    (tmp_path / "c.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "c.yaml")
    assert sentence in str(caught.value)


def test_a_bar_is_met_by_what_was_measured_only():
    totals = {"recall": of_rate(98, 100), "fix_success": Measure(value=0.0, n=0)}
    found = bars_of(("recall >= 0.97", "recall.low >= 0.97", "fix_success <= 0.5"), totals)
    assert [bar.met for bar in found] == [True, False, False]
    with pytest.raises(ConfigError, match="names no total"):
        bars_of(("recal >= 0.9",), totals)
