import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.domain.event import Breadcrumb, Event, Frame, HttpRequest, Mechanism, RaisedException
from arbase.intake.redact import Redactor
from arbase.intake.secret_keys import KeyRules
from arbase.intake.secret_shapes import is_card
from arbase.intake.settings import IntakeSettings
from tests.fakes import an_event

REDACTOR = Redactor(IntakeSettings())

# Made-up secrets, put together here so that no scanner takes this file for a leak.
JWT = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
SHAPED = {
    "aws-key": "AKIA" + "IOSFODNN7EXAMPLE",
    "github-token": "ghp_" + "a1B2" * 9,
    "gitlab-token": "glpat-" + "a1B2" * 5,
    "slack-token": "xoxb-" + "123456789012-abcdefABCDEF",
    "stripe-key": "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "google-key": "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
    "token": JWT,
    "api-key": "sk-ant-api03-" + "a1B2c3D4" * 4,
    "card": "4111 1111 1111 1111",
    "bot-token": "123456789:AA" + "F0abcdefghijklmnopqrstuvwxyz01234",
    "webhook": "https://hooks.slack.com/services/" + "T00000000/B00000000/abcdefABCDEF",
    "private-key": "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----",
}


def text(value: str, *, code: bool = False) -> str:
    frame = Frame(source_line=value)
    event = an_event(message=value, exceptions=(RaisedException(type="E", frames=(frame,)),))
    clean = REDACTOR.redact(event)
    return clean.exceptions[0].frames[0].source_line if code else clean.message


def tree(value, **settings):
    event = Redactor(IntakeSettings(**settings)).redact(an_event(extra={"x": value}))
    return event.extra["x"]


# -- by shape


@pytest.mark.parametrize(("mark", "secret"), SHAPED.items())
@pytest.mark.parametrize(
    "around", ["{}", "failed with {}", "({})", "a={}, b", "'{}'", "[{}]", "x: {}\nnext", "/hook/{}/x"]
)
def test_secrets_are_known_by_their_shape_wherever_they_stand(mark, secret, around):
    if mark == "card" and "=" in around:
        around = "a = {}, b"
    clean = text(around.format(secret))
    assert secret not in clean
    assert f"[redacted:{mark}]" in clean
    assert text(clean) == clean


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("Bearer abcdefghijklmnop!", "Bearer [redacted:authorization]!"),
        ("header was bearer  a1-b2_c3.d4", "header was bearer  [redacted:authorization]"),
        ("Basic dXNlcjpwYXNz ok", "Basic [redacted:authorization] ok"),
        ("postgresql://bob:s3cr:et@db:5432/x", "postgresql://bob:[redacted:password]@db:5432/x"),
        ("redis://:hunter2@cache/0", "redis://:[redacted:password]@cache/0"),
        ("-----BEGIN PRIVATE KEY-----\\nMIIEow cut here", "[redacted:private-key]"),
        ("pay with 5555-5555-5555-4444.", "pay with [redacted:card]."),
        ("amex 378282246310005", "amex [redacted:card]"),
    ],
)
def test_what_is_around_a_secret_stays(given_text, clean):
    assert text(given_text) == clean


@pytest.mark.parametrize(
    "harmless",
    [
        "Basic authentication failed",
        "bearer token required",
        "order 4111111111111112 not found",
        "at 1730541600000 took 4111 ms",
        "id 9ec79c33-ec99-42ab-8353-589fcb2e04dc",
        "commit 5c5f1e8a9d0b7e6f4a3c2b1d0e9f8a7b6c5d4e3f",
        "see https://example.org:8080/a@b?x=1",
        "price 4012.888888881881",
        "git@example.org:group/repo.git",
        "2026-11-02 09:00:00 +0000 area=70 rooms=3",
        "mapping of keys, pinned, sidebar, signal, author=Bob",
        "risk-free-rate-for-all-the-customers",
    ],
)
def test_what_only_resembles_a_secret_stays(harmless):
    assert text(harmless) == harmless
    assert text(harmless, code=True) == harmless


@pytest.mark.parametrize("number", ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"])
def test_card_numbers_are_checked_by_issuer_length_and_digit(number):
    assert is_card(number)
    assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_card("1" + number[1:])


# -- by name

SECRET_NAMES = """password passwd db_password DB_PASSWORD userPassword new_password2 pwd passphrase secret client_secret
clientSecret SECRET_KEY api_key apiKey x-api-key APIKEY access_token accessToken refresh_token csrf_token X-CSRF-Token
csrfmiddlewaretoken authorization Authorization proxy-authorization auth cookie Set-Cookie cookies session_id sessionid
JSESSIONID private_key privateKey aws_secret_access_key aws_access_key_id credentials jwt card_number cardNumber cvv ssn
otp reset_token github_token encryption_key connect.sid password_hash my.password pass pin signing-key""".split()
PLAIN_NAMES = """author authors authority keyboard key_count tokenize tokenizer max_tokens total_tokens next_page_token
password_required password_length has_expired passenger compass bypass_cache secretary monkey primary_key foreign_key
sort_key cache_key keyword keys_seen session_count cookie_name secret_name token_type card cardinality pinned spin pine
signal assigned design option optimum sidebar inside author_id area rooms price discard wildcard description
authenticated is_authorized""".split()


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_values_under_the_name_of_a_secret_go(name):
    assert tree({name: "hunter2x9"})[name].startswith("[redacted:")
    assert "hunter2x9" not in text(f"{{'{name}': 'hunter2x9', 'a': 1}}")
    assert "hunter2x9" not in text(f'{{"{name}": "hunter2x9"}}')
    assert "hunter2x9" not in text(f"{name}=hunter2x9 and more")
    assert "hunter2x9" not in text(f"{name.replace('-', '_').replace('.', '_')} = 'hunter2x9'", code=True)


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_values_under_other_names_stay(name):
    assert KeyRules().kind(name) is None
    assert tree({name: "hunter2x9"}) == {name: "hunter2x9"}
    assert text(f"{{'{name}': 'hunter2x9'}}") == f"{{'{name}': 'hunter2x9'}}"


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        ("{'user': 'bob', 'password': 'x'}", "'x'"),
        ('"{\\"password\\": \\"hunter2\\", \\"n\\": 1}"', "hunter2"),
        ('b\'{"password":"hunter2"}\'', "hunter2"),
        ("{'password': 'it\\'s hunter2'}", "hunter2"),
        ("{'password': \"hunter2", "hunter2"),
        ("Login(user='bob', password='hunter2', n=3)", "hunter2"),
        ("Login(user=bob, password=hunter2, n=3)", "hunter2"),
        ("ImmutableMultiDict([('user', 'bob'), ('password', 'hunter2')])", "hunter2"),
        ("Headers({'host': 'h', 'authorization': 'Custom hunter2'})", "hunter2"),
        ("[(b'host', b'h'), (b'cookie', b'a=hunter2')]", "hunter2"),
        ("Authorization: Digest username=bob, response=hunter2", "hunter2"),
        ("Cookie: a=b; sid=hunter2", "hunter2"),
        ("user=bob&password=hunter2&x=1", "hunter2"),
        ("/login?access_token=hunter2abc", "hunter2"),
        ("form user[password]=hunter2", "hunter2"),
        ("password: hunter2", "hunter2"),
        ("password : hunter", "hunter"),
        ("{'credentials': {'a': {'b': 'hunter2'}, 'c': ['hunter2']}, 'n': 1}", "hunter2"),
        ("secrets=['hunter2', 'hunter2']", "hunter2"),
        ("{'password': 12345678}", "12345678"),
        ("{'key': 'AbC123dEf456GhI789jKl'}", "AbC123dEf456GhI789jKl"),
        ("mysql -u root --password=hunter2", "hunter2"),
        ("password%3Dhunter2", "hunter2"),
    ],
)
def test_names_with_secrets_are_found_inside_texts(value, secret):
    clean = text(value)
    assert secret not in clean
    assert "[redacted:" in clean
    assert text(clean) == clean


@pytest.mark.parametrize(
    "harmless",
    [
        "KeyError: 'token'",
        "Invalid token: unexpected end of input",
        "password: field required",
        "password=None",
        "token: None, session: <Session object at 0x7f0000000000>",
        "{'password': '', 'token': None, 'secret': '***'}",
        "missing keys: ['password', 'username']",
        "{'key': 'rooms', 'keys': ['area', 'rooms']}",
        "{'tokens': ['the', 'house'], 'max_tokens': 4096}",
        "{'session': '<sqlalchemy.orm.session.Session object at 0x7f1>'}",
        "SecretStr('**********')",
        "api_key=[Filtered]",
        "unhashable type: 'dict'",
    ],
)
def test_texts_about_secrets_stay(harmless):
    assert text(harmless) == harmless


@pytest.mark.parametrize(
    "line",
    [
        "    token = request.headers['x-token']",
        "def login(user: str, password: str = None) -> Token:",
        "def login(token: 'Token | None') -> None:",
        "    return {'password': password, 'token': tokens[index]}",
        "    secret = os.environ['SECRET_KEY']",
        "    for key, value in sorted(items, key=lambda pair: pair[0]):",
        "    assert token, 'no token was given'",
        "    password = f'{first}-{second}'",
        "    session = Session(engine, key=key)",
        "    log.info(f'password={password}, token=%s', token)",
        "    # password: see the vault, token=$TOKEN",
        "    url = '/x?token=' + token",
    ],
)
def test_code_that_handles_secrets_stays(line):
    assert text(line, code=True) == line


def test_literals_in_code_go():
    assert (
        text("connect(user='bob', password='hunter2')", code=True)
        == "connect(user='bob', password='[redacted:password]')"
    )
    assert "hunter2" not in text('log.info("login with password=hunter2")', code=True)
    assert "hunter2" not in text("headers = 'Authorization: Token hunter2'", code=True)
    assert "hunter2" not in text('DEFAULTS = {"password": "hunter2"}', code=True)


def test_trees_are_searched_whatever_shape_a_pair_has():
    clean = tree(
        {
            "headers": [["b'host'", "b'h'"], ["b'authorization'", "b'Custom hunter2'"], ["cookie", "hunter2"]],
            "form": [{"name": "Password", "value": "hunter2"}],
            "argv": ["serve", "--password", "hunter2", "--port", "80"],
            "credentials": {"user": ["hunter2"], "none": None, "yes": True},
            "Bearer hunter2hunter2": 1,
            "card": 4111111111111111,
        }
    )
    assert "hunter2" not in str(clean)
    assert clean["argv"] == ["serve", "--password", "[redacted:password]", "--port", "80"]
    assert clean["credentials"]["none"] is None
    assert clean["credentials"]["yes"] is True
    assert clean["card"] == "[redacted:card]"


BODIES = [
    {"area": 70, "rooms": 3},
    {"key": "rooms", "sort_key": "price", "author": "Bob", "page_token": None, "session": 3},
    {"values": [1.5, 2, None, True, "a", "", {"x": []}], "id": 4111111111111112, "at": "2026-11-02T09:00:00Z"},
    {"address": "12 Key Street", "phone": "+44 20 7946 0958", "iban_country": "GB"},
    [["password", "username"], ["token", "name"]][0],
    {"tokens": ["the", "house"], "token": "house", "pin_code": None, "password": ""},
    "plain text, 42, £3",
    [],
    None,
]


@pytest.mark.parametrize("body", BODIES)
def test_a_body_without_secrets_is_kept_exactly(body):
    event = REDACTOR.redact(an_event(request=HttpRequest(body=body)))
    assert event.request.body == body
    assert event.redactions == 0


def test_emails_go_only_where_configured():
    assert text("mail to ann@example.org") == "mail to ann@example.org"
    assert tree("mail to ann@example.org.", redact_emails=True) == "mail to [redacted:email]."


def test_the_user_may_name_more_secrets():
    assert tree({"licencePlate": "AB12", "plate": "x"}, secret_keys=("licence_plate",)) == {
        "licencePlate": "[redacted:secret]",
        "plate": "x",
    }
    assert "AB12" not in tree("car(licence_plate=AB12)", secret_keys=("licence_plate",))


# -- whole events


def test_secrets_leave_every_part_of_an_event_and_are_counted():
    secret = SHAPED["stripe-key"]
    frame = Frame(
        module=secret,
        function=secret,
        path=f"/tmp/{secret}",
        absolute_path=f"/tmp/{secret}",
        source_line=secret,
        before=(secret,),
        after=(secret,),
        variables={secret: [secret]},
    )
    request = HttpRequest(
        method=secret,
        url=f"http://h/{secret}",
        query=f"x={secret}",
        headers={"x": secret, secret: "y"},
        cookies={"theme": secret},
        body={"a": [{"b": secret}]},
    )
    event = an_event(
        message=secret,
        message_template=secret,
        logger=secret,
        transaction=secret,
        platform=secret,
        release=secret,
        environment=secret,
        server_name=secret,
        exceptions=(
            RaisedException(
                type=secret, message=secret, module=secret, mechanism=Mechanism(type=secret), frames=(frame,)
            ),
        ),
        request=request,
        breadcrumbs=(Breadcrumb(category=secret, message=secret, at=secret, data={"x": secret}),),
        tags={"x": secret},
        contexts={"x": {"y": secret}},
        extra={"x": secret},
        sdk=secret,
        sdk_fingerprint=(secret,),
    )
    clean = REDACTOR.redact(event)
    assert secret not in clean.model_dump_json()
    assert clean.redactions == event.model_dump_json().count(secret)
    assert Event.model_validate_json(clean.model_dump_json()) == clean


def test_cookies_go_whatever_their_name():
    clean = REDACTOR.redact(an_event(request=HttpRequest(cookies={"theme": "dark", "sid": "x"}))).request
    assert set(clean.cookies.values()) == {"[redacted:cookie]"}


def test_redacting_twice_changes_nothing_more():
    event = an_event(message=f"{SHAPED['stripe-key']} password=x", extra={"token": "abc12345", "h": [["cookie", "a"]]})
    once = REDACTOR.redact(event)
    assert REDACTOR.redact(once) == once


RENDERED = [
    repr,
    json.dumps,
    str,
    "wrong: {}".format,
    "Config(a={!r}, b=1)".format,
    lambda value: repr(str(value).encode()),
]
NAMES = st.sampled_from(["password", "api_key", "client_secret", "X-Auth-Token", "DB_PASSWORD"])


@given(
    NAMES,
    st.sampled_from(["hunter2", "it's hunter2", 'say "hunter2"', "hun\\ter2 hunter2", "hunter2, hunter2", "ü hunter2"]),
    st.lists(st.sampled_from(["list", "dict", "pairs"]), max_size=3),
    st.lists(st.sampled_from(RENDERED), min_size=1, max_size=3),
)
def test_a_secret_is_found_however_often_it_was_put_into_text(name, secret, wraps, renderings):
    value: object = {"area": 70, name: secret, "rooms": 3}
    for wrap in wraps:
        value = {"list": [1, value], "dict": {"inner": value}, "pairs": [["a", value], ["b", 2]]}[wrap]
    for render in renderings:
        value = render(value)
    clean = text(str(value))
    assert "hunter2" not in clean, value
    assert "70" in clean
    assert text(clean) == clean


@given(st.text(max_size=200) | st.text("password=:'\"\\{}[](), \n", max_size=60))
def test_no_text_breaks_the_redaction(value):
    text(value)
    text(value, code=True)


HOSTILE = """key= password=x( cookie:_must_ token=' token:_\\" eyJaaaaaaaa- -----BEGIN_PRIVATE_KEY----- a://b:c
password=[ password={' ('password',' bearer_auth 4111_ 4 a. a- password:_none_ key:_'aaaa_ x@ sk-
basic_abcdefgh_ secret=None,_ eyJaaaaaaaa. 'token':_'_ ["token", xoxb- token[ password%3D
password=''' sk-- \\\\""".split()


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_cost_no_more_than_their_length(unit):
    hostile = (unit.replace("_", " ") * 50_000)[:50_000]
    redactor = Redactor(IntakeSettings(redact_emails=True))
    started = time.process_time()
    redactor.redact(an_event(message=hostile))
    assert time.process_time() - started < 1.5
