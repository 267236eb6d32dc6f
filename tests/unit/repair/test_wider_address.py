"""Addresses of Django take what the data has, and those below them are still found."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PAGES = """
import sys

from django.conf import settings
from django.urls import path, resolve, reverse

if not settings.configured:
    settings.configure(USE_TZ=True)

HERE = sys.modules[__name__]


def entry(request, number):
    return number


def notice(request, number):
    return number


def person(request, name):
    return name


urlpatterns = [
    path("register", entry, name="register"),
    path("register/<str:number>", entry, name="entry"),  # for ever
    path("register/<str:number>/notice", notice, name="notice"),
    path("people/<slug:name>", person, name="person"),
    path("<str:number>", entry, name="short"),
]


class Number:
    def __str__(self):
        return "B/17"


def link(view, *given, **named):
    found = reverse(view, urlconf=HERE, args=given or None, kwargs=named or None)
    return found, resolve(found, urlconf=HERE).url_name

"""
LISTED = PAGES.replace("  # for ever", "")

CASES = [
    Case(
        "a number with slashes, behind what begins alike",
        LISTED,
        "link('entry', 'B/17'), link('notice', 'B/17')",
        (
            '-    path("register/<str:number>", entry, name="entry"),',
            '-    path("register/<str:number>/notice", notice, name="notice"),',
            '+    path("register/<path:number>/notice", notice, name="notice"),',
            '+    path("register/<path:number>", entry, name="entry"),',
        ),
        (("/register/B/17", "entry"), ("/register/B/17/notice", "notice")),
    ),
    Case(
        "a name with a dot, by its keyword",
        PAGES,
        "link('person', name='r.huber')",
        (
            '-    path("people/<slug:name>", person, name="person"),',
            '+    path("people/<str:name>", person, name="person"),',
        ),
        ("/people/r.huber", "person"),
    ),
]


@named(CASES)
def test_the_address_is_found(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("nothing at all has no address", LISTED, "link('entry', '')", "endpoint"),
        Silent("a name that no address has", LISTED, "link('nobody', 'B/17')", "endpoint"),
        Silent("more is given than the address has", LISTED, "link('entry', 'B/17', 2)", "endpoint"),
        Silent("a value that cannot be read", LISTED, "link('entry', Number())", "endpoint"),
        Silent("it would take every address for itself", LISTED, "link('short', 'B/17')", "endpoint"),
        Silent("the line has more on it and cannot be moved", PAGES, "link('entry', 'B/17')", "endpoint"),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
