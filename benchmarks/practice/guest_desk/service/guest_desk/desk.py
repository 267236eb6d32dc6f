"""Puts the parts together."""

import httpx

from .accounts import Accounts
from .audit import Audit
from .codes import Codes
from .consents import Consents
from .invitations import Invitations
from .keys import Keys
from .mails import Outbox
from .preferences import Preferences
from .roles import Roles
from .sessions import Sessions
from .store import Store
from .webhooks import Webhooks, real_client


class Desk:
    def __init__(self, store: Store, client: httpx.AsyncClient | None = None) -> None:
        self.store = store
        self.accounts = Accounts(store)
        self.sessions = Sessions(store)
        self.outbox = Outbox(store)
        self.codes = Codes(store, self.accounts, self.outbox)
        self.preferences = Preferences(store, self.accounts)
        self.consents = Consents(store)
        self.roles = Roles(store)
        self.audit = Audit(store)
        self.invitations = Invitations(store, self.accounts, self.outbox, self.audit)
        self.keys = Keys(store)
        self.webhooks = Webhooks(store, client or real_client())
