"""Who is at work in this context."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("actor", default="")
