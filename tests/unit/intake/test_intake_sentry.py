import copy
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arbase.domain.errors import IntakeRejected
from arbase.domain.event import Event
from arbase.intake.digest import draft
from arbase.intake.jsontext import load_object
from arbase.intake.redact import Redactor
from arbase.intake.sentry import parse_event
from arbase.intake.settings import IntakeSettings
from arbase.intake.stacktrace import is_in_app

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
REDACTOR = Redactor(IntakeSettings(redact_emails=True))


def parse(**payload) -> Event:
    return parse_event(payload, service="shop", now=NOW)


def frame(**changes) -> dict:
    return {"filename": "shop/cart.py", "module": "shop.cart", "function": "total", "lineno": 7, **changes}


# -- identity and time


@pytest.mark.parametrize("given_id", ["9EC79C33EC9942AB8353589FCB2E04DC", "9ec79c33-ec99-42ab-8353-589fcb2e04dc"])
def test_ids_are_kept_in_one_spelling(given_id):
    assert parse(event_id=given_id).id == "9ec79c33ec9942ab8353589fcb2e04dc"


@pytest.mark.parametrize("given_id", ["x", 5, [], {}, True, "9" * 31, "9" * 5000, "g" * 32])
def test_a_malformed_id_is_refused(given_id):
    with pytest.raises(IntakeRejected, match="event_id") as caught:
        parse(event_id=given_id)
    assert caught.value.status == 400


def test_an_event_without_id_gets_one():
    first, second = parse(), parse(event_id=None)
    assert len(first.id) == len(second.id) == 32
    assert first.id != second.id


@pytest.mark.parametrize(
    ("timestamp", "occurred"),
    [
        ("2026-11-02T08:00:00Z", NOW - timedelta(hours=1)),
        ("2026-11-02T08:00:00.000000Z", NOW - timedelta(hours=1)),
        ("2026-11-02T09:30:00+01:30", NOW - timedelta(hours=1)),
        ("2026-11-02T08:00:00", NOW - timedelta(hours=1)),
        (NOW.timestamp() - 3600, NOW - timedelta(hours=1)),
        (int(NOW.timestamp()), NOW),
        ("2031-01-01T00:00:00Z", NOW),
        *[
            (wrong, NOW)
            for wrong in (None, "", "yesterday", -1e300, 1e300, 10**40, True, [], {}, "0001-01-01T00:00:00Z")
        ],
    ],
)
def test_times_are_read_as_numbers_and_iso_and_never_lie_in_the_future(timestamp, occurred):
    assert parse(timestamp=timestamp).occurred_at == occurred


# -- messages


@pytest.mark.parametrize(
    ("payload", "message", "template"),
    [
        ({"message": "plain"}, "plain", "plain"),
        ({"message": {"message": "to %s", "params": ["x"], "formatted": "to x"}}, "to x", "to %s"),
        ({"message": {"formatted": "to x"}}, "to x", "to x"),
        ({"logentry": {"message": "to %s at %d", "params": ["x", 3]}}, "to x at 3", "to %s at %d"),
        ({"logentry": {"message": "to {name}", "params": {"name": "x"}}}, "to x", "to {name}"),
        ({"logentry": {"message": "only"}}, "only", "only"),
        ({"logentry": "text"}, "text", "text"),
        ({"logentry": {}, "message": "fallback"}, "fallback", "fallback"),
        ({"sentry.interfaces.Message": {"message": "old"}}, "old", "old"),
        ({"logentry": {"message": "%999999999d %s", "params": ["a"]}}, "%999999999d a", "%999999999d %s"),
        ({"message": 5}, "5", "5"),
        ({}, "", ""),
    ],
)
def test_messages_come_with_their_template(payload, message, template):
    event = parse(**payload)
    assert (event.message, event.message_template) == (message, template)


# -- exceptions


@pytest.mark.parametrize(
    "reported",
    [
        {"values": [{"type": "KeyError", "value": "'a'"}]},
        [{"type": "KeyError", "value": "'a'"}],
        {"type": "KeyError", "value": "'a'"},
        {"values": [None, 5, {}, {"type": "KeyError", "value": "'a'"}]},
    ],
)
def test_exceptions_come_in_three_shapes(reported):
    (raised,) = parse(exception=reported).exceptions
    assert (raised.type, raised.message) == ("KeyError", "'a'")


def test_the_root_cause_stays_first_and_mechanisms_are_kept():
    event = parse(
        exception=[
            {"type": "KeyError", "mechanism": {"type": "chained", "exception_id": 1, "parent_id": 0}},
            {
                "type": "Group",
                "value": {"not": "text"},
                "mechanism": {"type": "generic", "handled": False, "exception_id": 0, "is_exception_group": True},
            },
        ]
    )
    assert [raised.type for raised in event.exceptions] == ["KeyError", "Group"]
    assert event.exceptions[0].mechanism.parent_id == 0
    assert event.exceptions[1].mechanism.is_exception_group
    assert event.exceptions[1].mechanism.handled is False
    assert event.exceptions[1].message == '{"not": "text"}'


def test_a_long_chain_keeps_its_root_and_its_end():
    event = parse(exception=[{"type": f"E{index}"} for index in range(500)])
    assert len(event.exceptions) == 32
    assert (event.exceptions[0].type, event.exceptions[-1].type) == ("E0", "E499")


def test_a_frame_keeps_its_code_and_locals():
    reported = frame(
        abs_path="/srv/shop/cart.py",
        pre_context=["a", "b"],
        context_line="    return price",
        post_context=["c"],
        vars={"price": "3", "items": ["1", {"x": None}]},
        in_app=True,
    )
    (kept,) = parse(exception={"type": "E", "stacktrace": {"frames": [reported]}}).exceptions[0].frames
    assert (kept.path, kept.absolute_path, kept.line) == ("shop/cart.py", "/srv/shop/cart.py", 7)
    assert (kept.before, kept.source_line, kept.after) == (("a", "b"), "    return price", ("c",))
    assert kept.variables == {"price": "3", "items": ["1", {"x": None}]}


def test_of_a_deep_stack_the_outermost_and_the_innermost_frames_stay():
    frames = [frame(function=f"f{index}", in_app=True) for index in range(3000)]
    kept = parse(exception={"type": "E", "stacktrace": {"frames": frames}}).exceptions[0].frames
    assert len(kept) == 100
    assert (kept[0].function, kept[-1].function) == ("f0", "f2999")


def test_locals_of_foreign_frames_stay_only_near_the_crash():
    foreign = [frame(function=f"f{index}", in_app=False, vars={"a": "1"}, pre_context=["x"]) for index in range(30)]
    own = frame(function="own", in_app=True, vars={"b": "2"})
    kept = parse(exception={"type": "E", "stacktrace": {"frames": [own, *foreign]}}).exceptions[0].frames
    assert kept[0].variables == {"b": "2"}
    assert (kept[1].variables, kept[1].before) == ({}, ())
    assert kept[-1].variables == {"a": "1"}


@pytest.mark.parametrize(
    ("path", "module", "own"),
    [
        ("/srv/shop/cart.py", "shop.cart", True),
        ("/srv/shop/email.py", "email", True),
        ("/srv/app/.venv/lib/python3.12/site-packages/flask/app.py", "flask.app", False),
        ("/usr/lib/python3/dist-packages/yaml/__init__.py", "yaml", False),
        ("/usr/lib/python3.11/json/decoder.py", "json.decoder", False),
        ("json/decoder.py", "json.decoder", False),
        ("asyncio/runners.py", "asyncio.runners", False),
        ("shop/cart.py", "shop.cart", True),
        ("<frozen importlib._bootstrap>", "importlib._bootstrap", False),
        ("<string>", "other", False),
        ("<stdin>", "__main__", True),
        ("run.py", "__main__", True),
        ("C:\\app\\lib\\site-packages\\x\\y.py", "x.y", False),
        ("", "", True),
    ],
)
def test_where_the_sdk_does_not_say_the_place_tells_whose_code_it_is(path, module, own):
    assert is_in_app(path, module, "python") is own


def test_what_the_sdk_says_of_a_frame_wins():
    reported = [frame(in_app=False), frame(abs_path="/x/site-packages/a.py", in_app=True)]
    kept = parse(platform="python", exception={"type": "E", "stacktrace": {"frames": reported}}).exceptions[0].frames
    assert [one.in_app for one in kept] == [False, True]


def test_a_crashed_thread_lends_its_stack_to_an_exception_without_one():
    threads = {"values": [{"id": 1}, {"id": 2, "crashed": True, "stacktrace": {"frames": [frame()]}}]}
    event = parse(exception=[{"type": "Segfault"}], threads=threads)
    assert event.exceptions[0].frames[0].function == "total"


# -- request and the rest


def test_a_request_is_kept_as_it_was_sent():
    request = parse(
        request={
            "method": "post",
            "url": "http://h/estimate",
            "query_string": "currency=EUR",
            "headers": {"content-type": "application/json"},
            "data": {"area": 70, "rooms": 3, "tags": ["a", None, 1.5, True, 2**70]},
        }
    ).request
    assert (request.method, request.url, request.query) == ("POST", "http://h/estimate", "currency=EUR")
    assert request.headers == {"content-type": "application/json"}
    assert request.body == {"area": 70, "rooms": 3, "tags": ["a", None, 1.5, True, 2**70]}


@pytest.mark.parametrize(
    "query", ["?a=1&b=2", "a=1&b=2", {"a": "1", "b": 2}, [["a", "1"], ["b", "2"]], {"a": ["1"], "b": [2]}]
)
def test_queries_come_as_text_object_and_pairs(query):
    assert parse(request={"url": "http://h/", "query_string": query}).request.query == "a=1&b=2"


def test_a_query_in_the_address_is_found():
    request = parse(request={"url": "http://h/x?a=1#frag"}).request
    assert (request.url, request.query, request.method) == ("http://h/x", "a=1", "GET")


def test_headers_and_cookies_come_as_objects_pairs_and_text():
    request = parse(
        request={"headers": [["A", "1"], ["B", ["2", "3"]], ["A", "4"], "x"], "cookies": "s=1; t=2"}
    ).request
    assert request.headers == {"A": "1, 4", "B": "2, 3"}
    assert request.cookies == {"s": "1", "t": "2"}
    assert parse(request={"cookies": [["s", "1"]]}).request.cookies == {"s": "1"}


@pytest.mark.parametrize("tags", [{"a": "1", "b": None, "": "x"}, [["a", 1], ["b", None], ["c"], 5]])
def test_tags_come_as_object_and_pairs(tags):
    assert parse(tags=tags).tags == {"a": "1", "b": ""}


@pytest.mark.parametrize("wrap", [lambda crumbs: crumbs, lambda crumbs: {"values": crumbs}])
def test_breadcrumbs_come_bare_and_wrapped_and_the_latest_stay(wrap):
    crumbs = [{"message": str(index), "level": "log", "data": {"n": index}} for index in range(150)]
    kept = parse(breadcrumbs=wrap([*crumbs, None, 5])).breadcrumbs
    assert kept[-1].message == "149"
    assert (kept[-1].level, kept[-1].data) == ("info", {"n": 149})
    assert len(kept) <= 100


def test_users_are_told_apart_and_not_known():
    by_id, again = parse(user={"id": 7, "email": "a@b.c"}).user, parse(user={"id": "7"}).user
    by_mail, by_address = parse(user={"email": "a@b.c"}).user, parse(user={"ip_address": "1.2.3.4"}).user
    assert by_id == again
    assert len({by_id, by_mail, by_address}) == 3
    assert len(by_id) == 16
    assert parse(user={"ip_address": "{{auto}}"}).user is None
    assert parse(user={}).user is None


@pytest.mark.parametrize(
    ("level", "kept"),
    [("fatal", "fatal"), ("WARNING", "warning"), ("log", "info"), ("nonsense", "error"), (None, "error"), (3, "error")],
)
def test_levels_are_one_of_five(level, kept):
    assert parse(level=level).level == kept


def test_long_texts_are_cut_at_a_word():
    event = parse(message="word " * 10_000, transaction="x" * 5000)
    assert len(event.message) <= 8192
    assert event.message.endswith("word…")
    assert len(event.transaction) <= 256


def test_a_secret_at_the_cut_goes_whole():
    secret = "sk_live_" + "a1" * 20
    for size in range(8100, 8200):
        message = REDACTOR.redact(
            parse(message="w" * 50 + " " + "x " * ((size - 50) // 2) + secret + " tail" * 50)
        ).message
        assert "sk_live" not in message


def test_deep_and_wide_trees_are_cut_and_say_so():
    deep = value = {}
    for _ in range(50):
        value["a"] = {}
        value = value["a"]
    event = parse(extra={"deep": deep, "wide": list(range(1000)), "many": {str(index): 1 for index in range(1000)}})
    assert "nested too deeply" in json.dumps(event.extra["deep"])
    assert event.extra["wide"][-1] == "[cut: 800 more]"
    assert event.extra["many"]["[cut]"] == "800 more"


def test_text_that_no_database_keeps_is_replaced():
    event = parse(message="a\0b\ud800c", tags={"\0": "\udfff"}, extra={"x": float("nan"), "y": float("inf")})
    event.model_dump_json().encode()
    assert event.message == "a\ufffdb?c"
    assert event.extra == {"x": "nan", "y": "inf"}


# -- whatever comes, the answer is an event or a refusal

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from(["values", "frames", "Sentry", "\ud800", "\0", "-1", "9" * 30, "password=x", "{{ default }}"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["values", "type", "value", "stacktrace", "frames", "message", "vars", "data", "id", "password"]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FULL = {
    "event_id": "9ec79c33ec9942ab8353589fcb2e04dc",
    "timestamp": "2026-11-02T08:00:00Z",
    "platform": "python",
    "level": "error",
    "logger": "shop",
    "transaction": "/cart",
    "server_name": "web-1",
    "release": "1.2",
    "environment": "production",
    "culprit": "x",
    "type": "error",
    "fingerprint": ["{{ default }}", "x"],
    "message": "m",
    "logentry": {"message": "to %s", "params": ["x"], "formatted": "to x"},
    "tags": {"a": "b"},
    "extra": {"a": {"b": ["c"]}},
    "contexts": {"runtime": {"name": "CPython"}},
    "user": {"id": "7", "email": "a@b.c", "username": "u", "ip_address": "1.2.3.4"},
    "sdk": {"name": "sentry.python", "version": "2"},
    "breadcrumbs": {"values": [{"message": "m", "level": "info", "category": "c", "timestamp": 1, "data": {"a": 1}}]},
    "threads": {"values": [{"id": 1, "crashed": True, "stacktrace": {"frames": [frame()]}}]},
    "stacktrace": {"frames": [frame()]},
    "request": {
        "method": "GET",
        "url": "http://h/?a=1",
        "query_string": [["a", "1"]],
        "headers": {"a": "b"},
        "cookies": {"c": "d"},
        "data": {"x": 1},
    },
    "exception": {
        "values": [
            {
                "type": "E",
                "value": "v",
                "module": "m",
                "mechanism": {
                    "type": "x",
                    "handled": False,
                    "exception_id": 1,
                    "parent_id": 0,
                    "is_exception_group": True,
                },
                "stacktrace": {
                    "frames": [
                        frame(
                            vars={"a": "1"},
                            pre_context=["x"],
                            context_line="y",
                            post_context=["z"],
                            in_app=True,
                            abs_path="/srv/a.py",
                        )
                    ]
                },
            }
        ]
    },
}


def paths(value, prefix=()):
    yield prefix
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*prefix, key))


PATHS = [path for path in paths(FULL) if path]


def taken_in(payload: dict) -> Event | None:
    """All that intake does with a payload, and what the store and the digestion do later."""
    refused = 0
    try:
        event = REDACTOR.redact(parse_event(payload, service="shop", now=NOW))
    except IntakeRejected as error:
        refused = error.status
    if refused:
        assert refused in (400, 413)
        return None
    assert Event.model_validate_json(event.model_dump_json()) == event
    assert draft(event).title
    return event


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PATHS), JSON), min_size=1, max_size=3))
def test_any_json_in_any_field_gives_an_event_or_a_refusal(changes):
    payload = copy.deepcopy(FULL)
    for path, value in changes:
        target = payload
        for key in path[:-1]:
            target = (
                target[key]
                if isinstance(target, dict | list)
                and key in (target if isinstance(target, dict) else range(len(target)))
                else {}
            )
        if isinstance(target, dict) or (isinstance(target, list) and path[-1] in range(len(target))):
            target[path[-1]] = value
    taken_in(payload)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FULL)), JSON, max_size=6))
def test_any_object_gives_an_event_or_a_refusal(payload):
    taken_in(payload)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FULL)), JSON, max_size=4))
def test_any_bytes_of_json_give_an_event_or_a_refusal(payload):
    taken_in(load_object(json.dumps(payload).encode(), "the event"))


def test_the_full_event_is_taken_in():
    assert taken_in(copy.deepcopy(FULL)) is not None
