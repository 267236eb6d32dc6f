from chatbot import context, tokens

SYSTEM = {"role": "system", "content": "Be brief."}


def turn(text):
    return [{"role": "user", "content": text}, {"role": "assistant", "content": "yes"}]


def test_count():
    assert tokens.count("Hello, wonderful world!") == 6


def test_shorten():
    assert tokens.shorten("one two three four", 3) == "one two…"
    assert tokens.shorten("one two", 3) == "one two"


def test_everything_fits():
    assert len(context.trim(SYSTEM, turn("a") + turn("b"), turn("c")[0], 200)) == 6


def test_oldest_goes_first():
    shown = context.trim(SYSTEM, turn("old " * 20) + turn("new"), turn("now")[0], 40)
    assert [one["content"] for one in shown] == ["Be brief.", "new", "yes", "now"]
