"""From experiments to ranked hypotheses. Pure functions; every hypothesis says what it predicted and what was seen."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.diagnosis import CrashSpec, Experiment, Hypothesis, HypothesisStatus
from arbase.domain.event import Event
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.investigate.causes import DEPENDENCY_ERRORS, cause_of
from arbase.investigate.changed import most_likely
from arbase.investigate.experiments import Before, Surroundings, Tried
from arbase.investigate.reproduce import NotReproduced, Reproduced
from arbase.investigate.requests import value_at
from arbase.replay.interface import Observation

SHOWN_VALUE = 60
# The first one just above the caller, the others below it; FRAMES are callers that are asked for what they handed down.
GIVEN = 0.31
MOST_GIVEN = 4
FRAMES = 3
_ORDER = {HypothesisStatus.SUPPORTED: 0, HypothesisStatus.OPEN: 1, HypothesisStatus.REFUTED: 2}


def ranked(hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Supported before open before refuted, then by falling confidence; numbered `h1`, `h2`, ..."""
    ordered = sorted(hypotheses, key=lambda one: (_ORDER[one.status], -one.confidence))
    return tuple(one.model_copy(update={"id": f"h{number}"}) for number, one in enumerate(ordered, 1))


def immediate_cause(crash: CrashSpec) -> Hypothesis:
    """What the values in the crashed frame say."""
    cause = cause_of(crash)
    return Hypothesis(
        id="",
        kind=cause.kind,
        statement=_sentence(cause.statement),
        predicts="the values in the crashed frame show it",
        status=HypothesisStatus.SUPPORTED if cause.evidence else HypothesisStatus.OPEN,
        confidence=0.85 if cause.evidence else 0.5,
        location=crash.location if crash.location.path else None,
        experiments=(
            Experiment(
                what="read the crashed frame of the reproduction",
                predicted="a value that explains the exception",
                observed=cause.evidence or f"{crash.exception}, and no value that explains it by itself",
                supports=bool(cause.evidence) or None,
            ),
        ),
    )


def client_data(crash: CrashSpec, around: Surroundings) -> list[Hypothesis]:
    """One hypothesis for each input on which the crash may depend, those with evidence only."""
    found = []
    for address, shown in around.dependent.items():
        name = around.names[address]
        same = [one for one in around.tried if one.mutation.address == address]
        found.append(
            Hypothesis(
                id="",
                kind="client-data",
                statement=f"The crash depends on the value that the client sends as `{name}`.",
                predicts=f"the same request with another `{name}` is answered",
                status=HypothesisStatus.SUPPORTED,
                confidence=0.7,
                location=crash.location if crash.location.path else None,
                experiments=(_client_experiment(name, shown), _client_count(name, same)),
            )
        )
    return found


def server_state(around: Surroundings, found: Reproduced) -> Hypothesis:
    """Does every request to the route crash, whatever the client sends?"""
    if found.stimulus.kind != "request":
        return _always(found)
    near = [one for _, one in around.same_route] + [one.observation for one in around.tried]
    answered = [one for one in near if not one.crashed and one.status is not None and one.status < 400]
    crashed = [one for one in near if one.crashed]
    observed = f"{len(answered)} of {len(near)} other requests to the route were answered, {len(crashed)} crashed"
    supported = bool(crashed) and not answered
    refuted = bool(answered)
    return Hypothesis(
        id="",
        kind="server-code",
        statement="Every valid request to this route crashes, whatever the client sends.",
        predicts="no other request to the route is answered",
        status=_status(supported, refuted),
        confidence=0.75 if supported else 0.1 if refuted else 0.4,
        experiments=(
            Experiment(
                what="send recorded and changed requests to the same route",
                predicted="none is answered",
                observed=observed,
                supports=True if supported else False if refuted else None,
            ),
        ),
    )


def regressions(before: Sequence[Before], crash: CrashSpec) -> list[Hypothesis]:
    """Was the crash brought in by one of the suspect commits?"""
    found = []
    location = crash.location if crash.location.path else None
    for one in before:
        suspect = one.suspect
        gone = not one.crashed and not one.absent and not one.unfit
        place = _blamed(one, crash) if gone else location
        seen = "the same crash" if one.crashed else _answer(one.observation)
        if one.unfit:
            seen = f"later code needs the commit ({seen})"
        elif one.absent:
            seen += "; the feature was not there before this commit, so it may have come with it"
        found.append(
            Hypothesis(
                id="",
                kind="regression",
                statement=f"Commit {suspect.sha[:12]} brought the crash in.",
                predicts="without it, the same stimulus does not crash",
                status=_status(gone, one.crashed),
                confidence=_confidence(one, gone=gone, elsewhere=place != location),
                location=place,
                experiments=(
                    Experiment(
                        what=f"run the stimulus on HEAD without {suspect.sha[:12]}",
                        predicted="no crash",
                        observed=seen,
                        supports=True if gone else False if one.crashed else None,
                    ),
                ),
            )
        )
    return found


def dependency(report: TriageReport, exception: str, chain: Sequence[str], *, reproduced: bool) -> Hypothesis:
    """Is a system outside at fault? The sandbox has no network, so its answer cannot matter there."""
    connects = any(DEPENDENCY_ERRORS.match(name) for name in (exception, *chain))
    name = report.dependency or "a system that the service calls"
    refuted = reproduced and not connects
    observed = f"{exception} without any network" if reproduced else f"the event reports {exception}"
    return Hypothesis(
        id="",
        kind="dependency",
        statement=_sentence(f"{name} is down or answers wrongly"),
        predicts="the exception is one of a failed connection, and code that calls nothing does not crash",
        status=_status(connects, refuted),
        confidence=0.7 if connects else 0.05 if refuted else 0.35 if report.dependency else 0.15,
        experiments=(
            Experiment(
                what="run the stimulus in a sandbox without network" if reproduced else "read the event",
                predicted="an exception of a failed connection",
                observed=observed,
                supports=True if connects else False if refuted else None,
            ),
        ),
    )


def without_reproduction(event: Event, report: TriageReport, failed: NotReproduced) -> list[Hypothesis]:
    """What can be said where the crash could not be made to happen again."""
    raised = event.raised
    exception = raised.type if raised is not None else ""
    experiments = tuple(
        Experiment(
            what=f"run what the event reports at HEAD ({rebuilt.stimulus.kind})",
            predicted="no crash",
            observed=_answer(observation),
            supports=not observation.crashed,
        )
        for rebuilt, observation in failed.tried
    ) or (Experiment(what="rebuild what set the error off", predicted="-", observed=failed.why, supports=None),)
    passes = bool(failed.tried) and not any(observation.crashed for _, observation in failed.tried)
    state = Hypothesis(
        id="",
        kind="state-or-environment",
        statement="The crash needs data, configuration or timing of the running service that the repository lacks.",
        predicts="the same request or command does not crash in a fresh copy of the repository",
        status=HypothesisStatus.OPEN,
        confidence=0.5 if passes else 0.3,
        location=report.crash,
        experiments=experiments,
    )
    older = Hypothesis(
        id="",
        kind="already-changed",
        statement="The code changed since the release that reported the error.",
        predicts="HEAD behaves otherwise than the reported release",
        status=HypothesisStatus.OPEN,
        confidence=0.35 if passes else 0.25,
        location=report.crash,
        experiments=experiments,
    )
    chain = [one.type for one in event.exceptions]
    return [state, older, dependency(report, exception, chain, reproduced=False)]


def handed_down(crash: CrashSpec) -> list[Hypothesis]:
    """The function that crashed may only be handed something wrong by the one that called it."""
    callers = [place for place in crash.trace[:-1] if place.function != crash.location.function]
    return [
        Hypothesis(
            id="",
            kind="caller",
            statement=_sentence(f"what {place} hands down is wrong already"),
            predicts="other callers of the function are answered",
            status=HypothesisStatus.OPEN,
            confidence=0.3,
            location=place,
        )
        for place in reversed(callers[-1:])
    ]


def on_the_way(crash: CrashSpec) -> list[CodeLocation]:
    """Where the crash was and where the functions that led there stood, innermost first."""
    callers = [place for place in reversed(crash.trace) if place.function != crash.location.function]
    return [crash.location, *callers[:FRAMES]]


def given_by(crash: CrashSpec, callees: Sequence[CodeLocation]) -> list[Hypothesis]:
    """What the crashed function works with was given to it, or to its callers, by functions that have ended.

    `callees` are the nearest first. No frame tells of them, so they come behind the function that crashed.
    """
    running = {(place.path, place.function.rpartition(".")[2]) for place in (*crash.trace, crash.location)}
    ended = [one for one in callees if (one.path, one.function.rpartition(".")[2]) not in running]
    return [
        Hypothesis(
            id="",
            kind="callee",
            statement=_sentence(f"what {place.function} in {place.path} gives is wrong already"),
            predicts="with another value from there the function that crashed is answered",
            status=HypothesisStatus.OPEN,
            confidence=GIVEN - 0.02 * number,
            location=place,
        )
        for number, place in enumerate(ended[:MOST_GIVEN])
    ]


def _blamed(one: Before, crash: CrashSpec) -> CodeLocation | None:
    """The function of the commit that the crash points to."""
    return most_likely(one.changed, crash) or (crash.location if crash.location.path else None)


def _confidence(one: Before, *, gone: bool, elsewhere: bool = False) -> float:
    if gone:
        # Without the commit there is no crash, and it did not touch the place that crashes: that is not the cause.
        return 0.9 if elsewhere else 0.8
    if one.crashed:
        return 0.1
    return 0.1 + 0.1 * one.suspect.score if one.unfit else 0.4 + 0.2 * one.suspect.score


def _client_experiment(name: str, shown: Tried) -> Experiment:
    mutation = shown.mutation
    what = f"leave `{name}` out" if mutation.dropped else f"send `{name}` as {_value(shown)}"
    return Experiment(what=what, predicted="the crash is gone", observed=_answer(shown.observation), supports=True)


def _client_count(name: str, tried: Sequence[Tried]) -> Experiment:
    crashed = sum(one.crashed for one in tried)
    passed = sum(one.passed for one in tried)
    return Experiment(
        what=f"send {len(tried)} other forms of `{name}`",
        predicted="some crash and some are answered" if len(tried) > 1 else "it is answered",
        observed=f"{crashed} crash the same way, {passed} are answered, {len(tried) - crashed - passed} end otherwise",
        supports=passed > 0,
    )


def _always(found: Reproduced) -> Hypothesis:
    return Hypothesis(
        id="",
        kind="server-code",
        statement="The command crashes by its code and the data of the repository, not by chance.",
        predicts="it crashes each time in a fresh copy",
        status=HypothesisStatus.SUPPORTED,
        confidence=0.7,
        experiments=(
            Experiment(
                what=f"run it {found.attempts} times in fresh copies",
                predicted=f"{found.attempts} crashes",
                observed=f"{found.attempts} crashes",
                supports=True,
            ),
        ),
    )


def _status(supported: bool, refuted: bool) -> HypothesisStatus:
    if supported:
        return HypothesisStatus.SUPPORTED
    return HypothesisStatus.REFUTED if refuted else HypothesisStatus.OPEN


def _answer(observation: Observation) -> str:
    if observation.error:
        return observation.error[:200]
    if observation.raised is not None:
        return f"it raises {observation.raised.exception}"
    return f"it ends with status {observation.status}"


def _value(shown: Tried) -> str:
    text = repr(value_at(shown.mutation.parts, shown.mutation.address))
    return text if len(text) <= SHOWN_VALUE else text[:SHOWN_VALUE] + "..."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
