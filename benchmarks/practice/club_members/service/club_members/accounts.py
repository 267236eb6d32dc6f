"""Sign-up, verification, login and passwords."""

from __future__ import annotations

from datetime import timedelta

from club_members import mail
from club_members.clock import Clock
from club_members.config import Settings
from club_members.entities import Member
from club_members.passwords import digest_of, hash_password, matches, new_token
from club_members.problems import Problem, refuse
from club_members.schemas import SignUp
from club_members.store import Store

LIFETIMES = {"session": timedelta(days=14), "verify": timedelta(days=3), "reset": timedelta(hours=2)}


class Accounts:
    """What one can do with an account, and before one has one."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self.store, self.clock, self.rounds = store, clock, settings.hash_rounds

    def sign_up(self, wanted: SignUp) -> Member:
        """Open an account and send the code that proves the address."""
        with self.store.atomic():
            if self.store.members.by_email(wanted.email):
                raise refuse("email_taken", "There is an account with this address.")
            member_id = self.store.members.add(
                email=wanted.email,
                full_name=wanted.full_name,
                password=hash_password(wanted.password, self.rounds),
                at=self.clock.now(),
                born=wanted.born,
                language=wanted.language,
            )
            member = self._member(member_id)
            mail.send(self.store, self.clock, "verify", member, token=self._issue(member_id, "verify"))
            return member

    def verify(self, token: str) -> Member:
        """Use the code."""
        with self.store.atomic():
            member_id = self._redeem(token, "verify")
            self.store.members.set_verified(member_id, self.clock.now())
            return self._member(member_id)

    def login(self, email: str, password: str, label: str) -> str:
        """Check the credentials; gives a session token."""
        with self.store.atomic():
            member = self.store.members.by_email(email)
            if member is None or not matches(password, member.password):
                raise Problem(401, "wrong_credentials", "Address and password do not belong together.")
            if member.verified_at is None:
                raise Problem(403, "not_verified", "The address has not been confirmed yet.")
            self.store.audit.write(self.clock.now(), member.id, member.id, "login", label=label)
            return self._issue(member.id, "session", label)

    def member_of(self, token: str) -> Member | None:
        """Whose session this is."""
        member_id = self.store.tokens.owner(digest_of(token), "session", self.clock.now())
        return self.store.members.get(member_id) if member_id else None

    def forgot(self, email: str) -> None:
        """Send a code, if there is such a member; the caller is not told."""
        with self.store.atomic():
            member = self.store.members.by_email(email)
            if member is not None:
                mail.send(self.store, self.clock, "reset", member, token=self._issue(member.id, "reset"))

    def reset(self, token: str, password: str) -> None:
        """Set a new password; ends all sessions."""
        with self.store.atomic():
            member_id = self._redeem(token, "reset")
            self.store.members.set_password(member_id, hash_password(password, self.rounds))
            self.store.tokens.drop_all(member_id)
            self.store.audit.write(self.clock.now(), member_id, member_id, "password_reset")

    def _issue(self, member_id: int, purpose: str, label: str = "") -> str:
        token, now = new_token(), self.clock.now()
        self.store.tokens.add(digest_of(token), member_id, purpose, now, now + LIFETIMES[purpose], label)
        return token

    def _redeem(self, token: str, purpose: str) -> int:
        digest = digest_of(token)
        member_id = self.store.tokens.owner(digest, purpose, self.clock.now())
        if member_id is None:
            raise Problem(410, "token_expired", "This code has been used, or it is too old.")
        self.store.tokens.drop(digest)
        return member_id

    def _member(self, member_id: int) -> Member:
        member = self.store.members.get(member_id)
        assert member is not None
        return member
