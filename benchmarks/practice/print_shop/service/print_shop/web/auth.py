"""Who works here."""
from __future__ import annotations

from flask import g, request
from sqlalchemy import select

from print_shop.db import Session
from print_shop.errors import NotStaff
from print_shop.models import Staff


def need_staff() -> None:
    """For `before_request` of a blueprint: only with the token of somebody of the staff."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    staff = Session.scalars(select(Staff).where(Staff.token == token.strip())).one_or_none() if kind.lower() == "bearer" else None
    if staff is None:
        raise NotStaff("a staff token is needed")
    g.staff = staff
