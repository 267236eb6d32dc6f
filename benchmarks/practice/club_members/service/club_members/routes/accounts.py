"""Accounts: everything up to being signed in, and what is one's own."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from club_members.deps import AccountsDep, Me, StoreDep, bearer
from club_members.passwords import digest_of
from club_members.schemas import Forgot, Login, MemberOut, NewPassword, Preferences, Proof, SignUp

router = APIRouter(tags=["accounts"])


@router.post("/signup", status_code=201)
def sign_up(body: SignUp, accounts: AccountsDep) -> dict[str, int]:
    """Open an account."""
    return {"id": accounts.sign_up(body).id}


@router.post("/verify")
def verify(body: Proof, accounts: AccountsDep) -> dict[str, str]:
    """Confirm the address."""
    return {"email": accounts.verify(body.token).email}


@router.post("/login")
def login(body: Login, accounts: AccountsDep) -> dict[str, str]:
    """Sign in; the answer holds the bearer token."""
    return {"token": accounts.login(body.email, body.password, body.label)}


@router.post("/logout", status_code=204)
def logout(request: Request, _: Me, store: StoreDep) -> Response:
    """End this session."""
    store.tokens.drop(digest_of(bearer(request)))
    return Response(status_code=204)


@router.post("/password/forgot", status_code=202)
def forgot(body: Forgot, accounts: AccountsDep) -> dict[str, str]:
    """Ask for a code; the answer is the same whether there is such a member or not."""
    accounts.forgot(body.email)
    return {"status": "accepted"}


@router.post("/password/reset", status_code=204)
def reset(body: NewPassword, accounts: AccountsDep) -> Response:
    """Use the code."""
    accounts.reset(body.token, body.password)
    return Response(status_code=204)


@router.get("/me")
def show_me(me: Me) -> MemberOut:
    """The own account."""
    return MemberOut.model_validate(me)


@router.get("/me/preferences")
def show_preferences(me: Me, store: StoreDep) -> Preferences:
    """What one is told."""
    return store.members.preferences(me.id)


@router.put("/me/preferences")
def choose_preferences(body: Preferences, me: Me, store: StoreDep) -> Preferences:
    """Choose what one is told."""
    store.members.set_preferences(me.id, body)
    return body
