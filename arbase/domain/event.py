"""An event: one occurrence as received. Every string in it is untrusted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from arbase.domain.noun import Noun


class Frame(Noun):
    """One stack frame as the service reported it.

    `path` is the file as the SDK names it (usually relative to the service root), `variables` are the reported
    locals (JSON; Python values arrive as their repr).
    """

    module: str | None = None
    function: str | None = None
    path: str | None = None
    absolute_path: str | None = None
    line: int | None = None
    source_line: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    in_app: bool = True
    variables: dict[str, Any] = Field(default_factory=dict)


class Mechanism(Noun):
    """How the SDK came by an exception."""

    type: str | None = None
    handled: bool | None = None
    exception_id: int | None = None
    parent_id: int | None = None
    is_exception_group: bool = False


class RaisedException(Noun):
    """One link of an exception chain; frames run from the outermost call to the innermost."""

    type: str
    message: str = ""
    module: str | None = None
    mechanism: Mechanism | None = None
    frames: tuple[Frame, ...] = ()

    @property
    def in_app_frames(self) -> tuple[Frame, ...]:
        """The frames of the service's own code, outermost first."""
        return tuple(frame for frame in self.frames if frame.in_app)


class HttpRequest(Noun):
    """The request that was being served. `body` is parsed JSON, form data or text; secrets are already removed."""

    method: str = "GET"
    url: str = ""
    query: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    cookies: dict[str, str] = Field(default_factory=dict)
    body: Any = None


class Breadcrumb(Noun):
    """One step that the SDK recorded before the event."""

    category: str = ""
    message: str = ""
    level: str = "info"
    at: str = ""
    data: dict[str, Any] = Field(default_factory=dict)


class Event(Noun):
    """One occurrence.

    `exceptions` is ordered as the Sentry protocol has it: the root cause first, the one that was raised last.
    `user` is an opaque digest of the reported user, never the identity. `redactions` counts removed values.
    `command` is set by arbase alone, where the evidence is a command of the team that fails now; nothing that is
    received sets it.
    """

    id: str
    service: str
    received_at: datetime
    occurred_at: datetime
    level: str = "error"
    message: str = ""
    message_template: str = ""
    logger: str | None = None
    transaction: str | None = None
    platform: str = "other"
    release: str | None = None
    environment: str | None = None
    server_name: str | None = None
    user: str | None = None
    exceptions: tuple[RaisedException, ...] = ()
    request: HttpRequest | None = None
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    tags: dict[str, str] = Field(default_factory=dict)
    contexts: dict[str, Any] = Field(default_factory=dict)
    extra: dict[str, Any] = Field(default_factory=dict)
    sdk: str = ""
    sdk_fingerprint: tuple[str, ...] = ()
    redactions: int = 0
    command: tuple[str, ...] = ()

    @property
    def raised(self) -> RaisedException | None:
        """The exception that was raised last, or None for a plain message."""
        return self.exceptions[-1] if self.exceptions else None
