"""What lies in `home` and where proposals wait: all that a command needs which only looks or decides, and no stage."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from arbase.domain.errors import StoreError, UserError
from arbase.domain.proposal import Proposal
from arbase.domain.service import Service
from arbase.forge.interface import Forge
from arbase.forge.local import LocalForge
from arbase.settings import Settings
from arbase.store.interface import ServiceRecord, Store
from arbase.store.sql import SqlStore


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The store, migrated to the newest tables; closed at the end."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"{settings.home}: cannot be created ({error.strerror}); set another with --set home=PATH"
        ) from error
    store = SqlStore.open(settings.store_url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def only_worker(settings: Settings) -> Iterator[None]:
    """Holds the lock that makes this process the only worker on `home`. Raises UserError if there is another."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError(
                f"another arbase already works on {settings.home}; stop it, or set another folder with --set home=PATH"
            ) from error
        yield


def forge_for(service: Service) -> Forge:
    """Where the service's proposals go."""
    if service.forge != "local":
        raise UserError(f"service {service.name}: forge {service.forge!r} is not built yet; use `forge: local`")
    return LocalForge()


def forge_of(store: Store, proposal: Proposal) -> Forge:
    """The forge on which `proposal` waits."""
    record = store.service(proposal.service)
    if record is None:
        raise StoreError(f"proposal {proposal.id} belongs to the service {proposal.service!r}, which is not connected")
    return forge_for(record.service)


def dsn(settings: Settings, record: ServiceRecord, *, port: int | None = None) -> str:
    """The address that the service's Sentry SDK is given."""
    base = settings.serve.public_url or f"http://{settings.serve.host}:{port or settings.serve.port}"
    scheme, _, rest = base.partition("://")
    return f"{scheme}://{record.key}@{rest.rstrip('/')}/{record.project}"
