import pytest

from ski_rental import money, sizes


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [("ski", " 170 cm", "170"), ("boot", "26,0", "26"), ("boot", "26.5", "26.5"), ("helmet", "m", "M"), ("sled", "", None), ("poles", "120", "120")],
)
def test_sizes_as_on_labels(kind, text, wanted):
    assert sizes.normalise(kind, text) == wanted


def test_no_sizes():
    for kind, text in [("ski", "17"), ("ski", "long"), ("boot", "42"), ("boot", "26.25"), ("helmet", "57"), ("ski", None)]:
        with pytest.raises(sizes.SizeError):
            sizes.normalise(kind, text)


def test_order_of_sizes():
    assert sorted(["L", "26.5", None, "S", "90", "110"], key=sizes.order) == ["26.5", "90", "110", "S", "L", None]


def test_money():
    assert str(money.parse("EUR 39,5")) == "39.50"
    assert money.show(money.parse("1234.5")) == "1 234,50"
    with pytest.raises(ValueError):
        money.parse("a lot")
