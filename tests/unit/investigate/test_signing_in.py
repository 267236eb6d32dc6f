"""Where a request is refused for want of somebody who signed in, it is tried after the sign-ins of the tests."""

from __future__ import annotations

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.signing_in import of_stored_sessions, signed_in, wants_a_session
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Observation, Recorded


def posted(target: str, status: int = 200) -> Recorded:
    return Recorded(stimulus=Stimulus(method="POST", target=target, body="e30="), status=status)


@pytest.mark.parametrize(
    ("status", "location", "wanted"),
    [
        (401, "", True),
        (403, "", True),
        (302, "/accounts/login/?next=/report", True),
        (302, "/report/", False),
        (404, "", False),
        (200, "", False),
    ],
)
def test_refusals_and_ways_to_the_sign_in_tell(status: int, location: str, wanted: bool):
    headers = (("location", location),) if location else ()
    assert wants_a_session(Observation(variant="head", stimulus=0, status=status, headers=headers)) is wanted


def test_each_sign_in_of_the_tests_goes_before_the_request_without_its_lost_cookie():
    own = Rebuilt(stimulus=Stimulus(target="/report", headers=(("cookie", "sid=[Filtered]; lang=pt"),)))
    found = signed_in(
        own,
        [posted("/login"), posted("/login", 401), posted("/logout"), posted("/orders"), posted("/api/tokens", 201)],
    )
    assert [one.stimulus.before[0].target for one in found] == ["/login", "/api/tokens"]
    assert found[0].stimulus.headers == (("cookie", "lang=pt"),)
    assert "signs in first" in found[0].notes[-1]


def test_stored_sessions_stand_in_for_the_lost_one_and_other_cookies_stay():
    own = Rebuilt(stimulus=Stimulus(target="/cart", headers=(("cookie", "sid=[Filtered]; lang=pt"),)))
    found = of_stored_sessions(own, ["spring-1", "spring-2"])
    assert [one.stimulus.headers for one in found] == [
        (("cookie", "sid=spring-1; lang=pt"),),
        (("cookie", "sid=spring-2; lang=pt"),),
    ]
    assert "set-up stored" in found[0].notes[-1]
    kept = Rebuilt(stimulus=Stimulus(target="/cart", headers=(("cookie", "sid=mine"),)))
    assert of_stored_sessions(kept, ["spring-1"]) == []
