from course_search.textindex import Terms, TextIndex, fold, words


def test_folding():
    assert fold("Käse Straße Crêpes MUÑOZ") == "kaese strasse crepes munoz"
    assert words("e-mail, O'Hara!") == ["e", "mail", "o", "hara"]


def test_terms():
    terms = Terms.read('spanish "ordering a meal" -film')
    assert terms.wanted == ("spanish", "ordering", "a", "meal")
    assert terms.phrases == (("ordering", "a", "meal"),)
    assert terms.banned == {"film"}
    assert not Terms.read("  ")


def test_rare_words_count_more():
    index = TextIndex()
    for number in range(5):
        index.add(f"A{number}", {"title": "evening course"})
    index.add("B", {"title": "evening pottery"})
    scores = index.score(Terms.read("evening pottery"))
    assert max(scores, key=scores.get) == "B"
    assert len(scores) == 6


def test_suggestions_and_corrections():
    index = TextIndex()
    index.add("A", {"title": "pottery poetry"})
    index.add("B", {"title": "pottery"})
    assert index.complete("Pot") == ["pottery"]
    assert index.complete("po") == ["pottery", "poetry"]
    assert index.did_you_mean(Terms.read("potery")) == "pottery"
    assert index.did_you_mean(Terms.read("xylophone")) is None
