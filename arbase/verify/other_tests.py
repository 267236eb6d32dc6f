"""The tests beside the failing ones: what else runs the code under repair when the trigger is a test run."""

from __future__ import annotations

from collections.abc import Sequence

# Options of pytest that choose among tests or end early; the others of the run stay.
_WITH_VALUE = frozenset(("-k", "-m", "--maxfail", "--deselect"))
_ALONE = frozenset(("-x", "--exitfirst", "--lf", "--last-failed", "--ff", "--failed-first"))


def other_tests(words: Sequence[str]) -> tuple[str, ...]:
    """The run of the same files without the tests that `words` name (`file::test`); empty if they name none."""
    start = next((index for index, word in enumerate(words[:3]) if word in ("pytest", "py.test")), None)
    if start is None:
        return ()
    kept, named = list(words[: start + 1]), []
    rest = iter(words[start + 1 :])
    for word in rest:
        if word in _WITH_VALUE:
            next(rest, None)
        elif "::" in word and not word.startswith("-"):
            named.append(word)
        elif word not in _ALONE and not word.startswith(("--maxfail=", "--deselect=", "-k=")):
            kept.append(word)
    files = dict.fromkeys(name.partition("::")[0] for name in named)
    return (*kept, *files, *(f"--deselect={name}" for name in named)) if named else ()
