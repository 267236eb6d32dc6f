import pandas as pd
import pytest

from parts_finder import store, text


def test_types(settings):
    parts = store.read(settings.data, "parts")
    assert parts["number"].iloc[6] == "00517 21188"
    assert parts["model"].iloc[16] == ""
    assert pd.isna(parts["price"].iloc[5]) and parts["price"].iloc[0] == 24.9
    assert parts["listed_at"].iloc[0] == pd.Timestamp("2026-08-01T09:00:00Z")


def test_written_and_read_again(settings):
    parts = store.read(settings.data, "parts")
    before = store.stamp(settings.data)
    store.write(settings.data, "parts", parts.head(3))
    assert store.stamp(settings.data) != before
    pd.testing.assert_frame_equal(store.read(settings.data, "parts"), parts.head(3))


@pytest.mark.parametrize(
    "typed, folded", [("Stoßdämpfer", "stossdampfer"), ("Ölfilter", "olfilter"), ("V70", "v70"), ("", "")]
)
def test_folding(typed, folded):
    assert text.fold(typed) == folded


def test_number_key():
    assert text.number_key("06A 115 561-B") == text.number_key("06a115561b") == "06a115561b"
