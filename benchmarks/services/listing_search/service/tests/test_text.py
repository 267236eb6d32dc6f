from listing_search.text import normalise, snippet, tokens


def test_accents_and_case_do_not_count():
    assert normalise("Fahrräder STRASSE") == normalise("fahrrader straße")


def test_small_words_do_not_count():
    assert tokens("A bike for the city, a BIKE") == ["bike", "city"]


def test_snippet_is_cut_around_the_word():
    text = "x " * 60 + "needle" + " y" * 60
    cut = snippet(text, ["needle"], 40)
    assert "needle" in cut
    assert cut.startswith("…") and cut.endswith("…")
