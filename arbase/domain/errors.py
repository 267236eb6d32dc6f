"""Every error that arbase raises on purpose.

    ArbaseError
    ├── UserError            the user can fix it: one sentence, exit code 2, no traceback
    │   └── ConfigError      a configuration value or file
    ├── IntakeRejected       a payload that is not accepted (carries its HTTP status)
    ├── WorkspaceError       git, a checkout or a read-only code tool could not do its work
    │   └── PathRefused      a path that leaves the repository
    ├── SandboxError         a sandbox could not be started (not: the command in it failed)
    ├── ReplayError          the driver inside a sandbox broke its protocol
    ├── StoreError           the database refused or is unreachable
    ├── ForgeError           a branch, pull or merge request could not be made
    └── ModelError           a language model could not be reached or did not answer

"Could not" is not an error but a value: `arbase.domain.outcome.Declined`.
"""

from __future__ import annotations


class ArbaseError(Exception):
    """The base of all errors raised on purpose."""


class UserError(ArbaseError):
    """The user can fix this; the message says what is wrong, where and what to do."""


class ConfigError(UserError):
    """A configuration file, key or override that cannot be used."""


class IntakeRejected(ArbaseError):
    """A payload that is refused whole; `status` is the HTTP status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class WorkspaceError(ArbaseError):
    """A repository, checkout or code tool could not do its work."""


class PathRefused(WorkspaceError):
    """A path that is absolute, climbs out of the repository or goes through a link."""


class SandboxError(ArbaseError):
    """A sandbox could not be started; nothing of the repository ran."""


class ReplayError(ArbaseError):
    """The driver inside the sandbox died or answered against its protocol."""


class StoreError(ArbaseError):
    """The database refused or could not be reached."""


class ForgeError(ArbaseError):
    """A branch, pull request or merge request could not be made."""


class ModelError(ArbaseError):
    """A language model could not be reached or gave no usable answer."""
