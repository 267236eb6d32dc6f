"""A small past: a repository in which a bug was fixed after it happened, and what trackers export of it."""

import os
import subprocess

BUGGY = "def read(payload):\n    # rooms of a house\n    rooms = payload['rooms']\n    return rooms\n"
FIXED = "def read(payload):\n    # rooms of a house\n    rooms = payload.get('rooms', 0)\n    return rooms\n"
OTHER = "def price(house):\n    return house.area * 10\n"


def git(folder, *words, at="2026-09-01T00:00:00+00:00"):
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **names, **dates}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder, text, message, at):
    (folder / "shop").mkdir(parents=True, exist_ok=True)
    (folder / "shop" / "app.py").write_text(text + OTHER)
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message, at=at)
    return git(folder, "rev-parse", "HEAD")


def repository(folder, message="Handle houses without rooms"):
    """Buggy on 1 September, fixed on the 20th."""
    folder.mkdir()
    commit(folder, BUGGY, "Start", "2026-09-01T00:00:00+00:00")
    commit(folder, FIXED, message, "2026-09-20T00:00:00+00:00")
    return folder


def sdk_event(number, at, kind="KeyError", value="'rooms'", function="read", line=3):
    frame = {
        "filename": "shop/app.py",
        "module": "shop.app",
        "function": function,
        "lineno": line,
        "in_app": True,
        "context_line": (BUGGY + OTHER).splitlines()[line - 1],
    }
    mechanism = {"type": "starlette", "handled": False}
    raised = {"type": kind, "value": value, "mechanism": mechanism, "stacktrace": {"frames": [frame]}}
    return {
        "event_id": f"{number:032x}",
        "timestamp": at,
        "platform": "python",
        "level": "error",
        "exception": {"values": [raised]},
    }


def log_event(number, at, message="Mail relay is not available: timed out, retrying"):
    return {
        "event_id": f"{number:032x}",
        "timestamp": at,
        "platform": "python",
        "level": "warning",
        "logger": "shop.mail",
        "logentry": {"message": message},
    }


def api_event(number, at, group="4242424242"):
    """The same crash as Sentry's web API returns it with `?full=true`."""
    frame = {
        "filename": "shop/app.py",
        "absPath": "/srv/shop/app.py",
        "module": "shop.app",
        "function": "read",
        "lineNo": 3,
        "colNo": None,
        "inApp": True,
        "context": [[2, "    # rooms of a house"], [3, "    rooms = payload['rooms']"], [4, "    return rooms"]],
        "vars": {"payload": {"area": "70"}},
    }
    raised = {
        "type": "KeyError",
        "value": "'rooms'",
        "mechanism": {"type": "starlette", "handled": False},
        "module": None,
        "stacktrace": {"frames": [frame], "framesOmitted": None, "registers": None, "hasSystemFrames": False},
        "rawStacktrace": None,
    }
    return {
        "id": f"{number:032x}",
        "eventID": f"{number:032x}",
        "groupID": group,
        "projectID": "7",
        "title": "KeyError: 'rooms'",
        "message": "",
        "type": "error",
        "platform": "python",
        "dateCreated": at,
        "dateReceived": at,
        "tags": [
            {"key": "environment", "value": "production"},
            {"key": "level", "value": "error"},
            {"key": "release", "value": "shop@1.4.0"},
        ],
        "user": {"id": "17", "email": "someone@example.org"},
        "contexts": {},
        "context": {"attempt": 1},
        "entries": [
            {"type": "exception", "data": {"values": [raised], "hasSystemFrames": False, "excOmitted": None}},
            {
                "type": "request",
                "data": {
                    "method": "POST",
                    "url": "https://shop.example/estimate",
                    "query": [["currency", "EUR"]],
                    "headers": [["Content-Type", "application/json"]],
                    "cookies": [],
                    "data": {"area": 70},
                },
            },
        ],
    }
