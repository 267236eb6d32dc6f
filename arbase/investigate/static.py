"""The static investigator: reproduces, experiments and concludes without a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Hypothesis, HypothesisStatus, Reproduction, Stimulus
from arbase.domain.errors import ReplayError, SandboxError, WorkspaceError
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.investigate import hypotheses as conclude
from arbase.investigate.credentials import replaced, values_of_tests
from arbase.investigate.experiments import Surroundings, Undone, before_each, explore, undone
from arbase.investigate.interface import Investigator
from arbase.investigate.laboratory import Laboratory, Traffic
from arbase.investigate.regression import path_of_test, write_test
from arbase.investigate.reproduce import NotReproduced, Reproduced, reproduce, reproduce_command, smallest
from arbase.investigate.sameness import crash_of
from arbase.investigate.spectrum import suspicious
from arbase.investigate.styles import Style, apart, fails_of, own_commands, styles, without_pytest
from arbase.replay.interface import NO_PYTEST, Observation, Recorded, Replayer, Variant, checks_values
from arbase.workspace.code import CodeReader
from arbase.workspace.feeding import expression

TESTS_FAILED = 1
# Each in a sandbox of its own.
TOGETHER = 2
PYTEST = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")
UNITTEST = ("python", "-m", "unittest", "-v")
FAILS = "fails as it should"


class StaticInvestigator(Investigator):
    """Replays what the event reports, shrinks it, and tests hypotheses by running changed requests and older code."""

    def __init__(self, replayer: Replayer) -> None:
        self._replayer = replayer

    def investigate(
        self, incident: Incident, report: TriageReport, service: Service, observe: Observer
    ) -> Outcome[Diagnosis]:
        """See the interface. Without a reproduction the diagnosis says why, and claims nothing."""
        try:
            with self._replayer.prepared(service, None) as prepared:
                laboratory = Laboratory(self._replayer, prepared, service)
                case = Case(incident, report, laboratory, observe)
                return Done(value=case.diagnose().model_copy(update={"base_commit": prepared.export.commit}))
        except WorkspaceError as error:
            return Declined(reason=f"there is no code to run: {error}")
        except (SandboxError, ReplayError) as error:
            return Failed(error=f"the sandboxed replay broke: {error}")


class Case:
    """One incident under investigation."""

    def __init__(self, incident: Incident, report: TriageReport, laboratory: Laboratory, observe: Observer) -> None:
        self._incident = incident
        self._report = report
        self._laboratory = laboratory
        self._observe = observe

    def diagnose(self) -> Diagnosis:
        """Reproduce, shrink, experiment, conclude."""
        unprepared = self._laboratory.problem
        if unprepared:
            self._tell("setup", f"Careful: {unprepared}")
        with ThreadPoolExecutor(1, "tests") as beside:
            return self._reproduced(beside, unprepared)

    def _reproduced(self, beside: Executor, unprepared: str) -> Diagnosis:
        """The visible tests run on the other core while the first requests are replayed; so does the new test."""
        recorded = Traffic(beside.submit(self._laboratory.recorded))
        found = self._found(recorded)
        if isinstance(found, Reproduced):
            _ = self._undone  # git's work is done while the tests still run
        count = len(recorded)
        if count:
            self._tell("traffic", f"{count} requests recorded from the visible tests", suite_seconds=recorded.waited)
        if isinstance(found, NotReproduced):
            return self.unresolved(found, unprepared)
        again = f"{_shown(found.stimulus)} crashes {found.attempts} of {found.attempts} times"
        stand_ins = found.rebuilt.stand_ins if found.rebuilt is not None else ()
        self._tell("reproduction", again + (f", with stand-ins for: {', '.join(stand_ins)}" if stand_ins else ""))
        return self.of(found, recorded, beside)

    def of(self, found: Reproduced, recorded: Sequence[Recorded], beside: Executor) -> Diagnosis:
        """The diagnosis of a crash that was reproduced as `found`; a test is written on `beside`."""
        small = smallest(self._laboratory, found, recorded)
        if small.stimulus != found.stimulus:
            self._tell("reproduction", f"shrunk to {_shown(small.stimulus)}")
        crash = crash_of(small.raised)
        writing = beside.submit(self._test, small, crash, recorded)
        around = explore(self._laboratory, small, recorded)
        before = before_each(self._laboratory, small, self._undone)
        found_out = conclude.ranked(
            [
                conclude.immediate_cause(crash),
                *conclude.client_data(crash, around),
                conclude.server_state(around, small),
                *conclude.regressions(before, crash),
                *conclude.handed_down(crash),
                *conclude.given_by(crash, self._givers(crash)),
                *(suspicious(self._laboratory, small.stimulus.command) if _is_checked(small) else ()),
                conclude.dependency(self._report, crash.exception, crash.chain, reproduced=True),
            ]
        )
        self._tell_all(found_out)
        path, source, seen = writing.result()
        self._tell("reproduction", f"{path} {seen}".strip())
        return Diagnosis(
            incident_id=self._incident.id,
            crash=crash,
            hypotheses=found_out,
            reproduction=Reproduction(
                stimulus=small.stimulus,
                attempts=small.attempts,
                failures=small.attempts,
                status=small.status,
                test_path=path,
                test_source=source,
                stand_ins=small.rebuilt.stand_ins if small.rebuilt is not None else (),
            ),
            suspects=self._report.suspects,
            client_inputs=_names(around),
            traffic=around.traffic(),
        )

    @cached_property
    def _undone(self) -> Undone:
        return undone(self._laboratory, self._report.suspects)

    def _givers(self, crash: CrashSpec) -> tuple[CodeLocation, ...]:
        """Who may have given the failing expression what it works with."""
        line = crash.location.line
        failing = expression(line, crash.column, crash.end_line, crash.end_column)
        return CodeReader(self._laboratory.tree).givers(conclude.on_the_way(crash), failing)

    def _found(self, recorded: Sequence[Recorded]) -> Reproduced | NotReproduced:
        """By the command that someone named, if there is one; else by what the event reports."""
        event = self._incident.latest
        if not event.command:
            return reproduce(self._incident, self._laboratory, recorded)
        found = reproduce_command(self._laboratory, event)
        if isinstance(found, NotReproduced) and event.request is not None:
            return reproduce(self._incident, self._laboratory, recorded)
        return found

    def _test(self, found: Reproduced, crash: CrashSpec, recorded: Sequence[Recorded]) -> tuple[str, str, str]:
        """A test and what was seen of it: one that fails, or the last style's where none fails as it should."""
        if found.stimulus.command == self._incident.latest.command != ():
            # A command that the team named is its own test: the proof runs it.
            return "", "", "no test is written: the named command is one"
        path = path_of_test(self._laboratory.service, self._incident.id)
        ways = self._ways(found, recorded)
        source, said = self._tried(ways, path, PYTEST, crash)
        if NO_PYTEST in said:
            source, said = self._tried(without_pytest(ways), path, UNITTEST, crash)
        return path, source, said

    def _tried(
        self, ways: Sequence[tuple[Style | None, Stimulus]], path: str, words: tuple[str, ...], crash: CrashSpec
    ) -> tuple[str, str]:
        """The source of the first way that fails as it should, else of one that does not; and what was seen."""
        seen = f"{crash.exception} in {crash.location.function or crash.location.path or 'a library'}"
        run = Stimulus(kind="command", command=(*words, path))

        def ran(way: tuple[Style | None, Stimulus]) -> tuple[str, Observation]:
            source = write_test(way[1], self._laboratory.service, way[0], incident_id=self._incident.id, seen=seen)
            return source, self._laboratory.try_on([Variant(name="test", overlay={path: source})], [run])[0][0]

        quiet, failing = "", ""
        with ThreadPoolExecutor(TOGETHER, "ways") as pool:
            for some in _first_alone(ways):
                for (style, stimulus), (source, observation) in zip(some, pool.map(ran, some), strict=True):
                    request, failed = stimulus.kind == "request", observation.status == TESTS_FAILED
                    if failed and NO_PYTEST in observation.body:
                        return source, NO_PYTEST
                    # A test may also fail for want of the tests' database, or since its client is made in another way.
                    if failed and fails_of(observation.body, crash.exception, request=request):
                        return source, FAILS
                    failing = failing or (source if failed and not request else "")
                    quiet = source if style is None or not style.raises else quiet
        return (failing, FAILS) if failing else (quiet, "could not be seen to fail; the request itself does")

    def _ways(self, found: Reproduced, recorded: Sequence[Recorded]) -> list[tuple[Style | None, Stimulus]]:
        """Styles and stimuli for the test; within the tests' own fixtures their own credentials hold."""
        if found.stimulus.kind == "command":
            managed = own_commands(self._laboratory.tree, self._laboratory.service, found.stimulus)
            lonely = apart(managed[0] if managed else Style("command"))
            return [(style, found.stimulus) for style in (None, *managed, lonely)]
        ways: list[tuple[Style | None, Stimulus]] = []
        secrets = found.rebuilt.secrets if found.rebuilt is not None else ()
        for style in styles(self._laboratory.tree, self._laboratory.service):
            if style.fixture:
                known = values_of_tests(secrets, recorded)[:2]
                ways += [(style, replaced(found.stimulus, values)) for values in known]
            ways.append((style, found.stimulus))
        if found.stimulus.stored and not found.stimulus.files:
            own = [style for style, _ in ways if style is not None and style.client == "django" and not style.fixture]
            ways += [(replace(style, connection=True), found.stimulus) for style in own]
        # An answer that breaks off while it is sent has its status already: the client has to say what broke it.
        loud = [style for style, _ in ways if style is not None and style.client in ("starlette", "django", "flask")]
        ways += [(replace(style, raises=True), found.stimulus) for style in loud if not style.fixture]
        plain = [style for style, _ in ways if style is not None and not style.fixture and not style.connection]
        return [*ways, *((apart(style), found.stimulus) for style in plain)]

    def unresolved(self, failed: NotReproduced, unprepared: str) -> Diagnosis:
        """The diagnosis of what could not be reproduced; `unprepared` says what is wrong with the set-up."""
        why = failed.why + (f"; {unprepared}" if unprepared else "")
        self._tell("reproduction", f"Not reproduced: {why}")
        event = self._incident.latest
        found = conclude.ranked(conclude.without_reproduction(event, self._report, failed))
        self._tell_all(found)
        return Diagnosis(
            incident_id=self._incident.id,
            crash=self._reported_crash(),
            hypotheses=found,
            unresolved=why,
            suspects=self._report.suspects,
        )

    def _reported_crash(self) -> CrashSpec | None:
        """The crash as the event has it, if its place is known."""
        raised = self._incident.latest.raised
        if raised is None or self._report.crash is None:
            return None
        return CrashSpec(
            exception=raised.type,
            message=raised.message,
            chain=tuple(one.type for one in reversed(self._incident.latest.exceptions[:-1])),
            location=self._report.crash,
            trace=self._report.path_through,
        )

    def _tell(self, kind: str, text: str, **data: float) -> None:
        told = Progress(stage="investigate", kind=kind, incident_id=self._incident.id, text=text, data=dict(data))
        self._observe(told)

    def _tell_all(self, found: Sequence[Hypothesis]) -> None:
        for one in found:
            for experiment in one.experiments:
                self._tell("experiment", f"{experiment.what}: {experiment.observed}")
            word = {HypothesisStatus.SUPPORTED: "supported", HypothesisStatus.REFUTED: "refuted"}.get(
                one.status, "open"
            )
            self._tell("hypothesis", f"{one.id} {word}: {one.statement}")


def _first_alone(ways: Sequence[tuple[Style | None, Stimulus]]) -> Iterator[Sequence[tuple[Style | None, Stimulus]]]:
    """The first way by itself, since it does most often, then a few beside each other: each imports everything anew."""
    yield ways[:1]
    for start in range(1, len(ways), TOGETHER):
        yield ways[start : start + TOGETHER]


def _is_checked(found: Reproduced) -> bool:
    crash = crash_of(found.raised)
    return checks_values(found.stimulus.command, crash.exception, crash.location.path)


def _names(around: Surroundings) -> tuple[str, ...]:
    return tuple(dict.fromkeys(around.names[address] for address in around.dependent))


def _shown(stimulus: Stimulus) -> str:
    text = " ".join(stimulus.command) if stimulus.kind == "command" else f"{stimulus.method} {stimulus.target}"
    text = "".join(letter if letter.isprintable() else "?" for letter in text)
    return text if len(text) <= 100 else text[:100] + "..."
