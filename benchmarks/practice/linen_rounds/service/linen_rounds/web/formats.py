"""How pages show values."""

from datetime import date, datetime

from flask import Flask

from linen_rounds import clock
from linen_rounds.services import workwear

MISSING = "–"


def init_app(app: Flask) -> None:
    app.add_template_filter(moment)
    app.add_template_filter(day)
    app.add_template_filter(money)
    app.add_template_filter(known)
    app.add_template_filter(workwear.initials)


def known(value: object) -> object:
    """A value, or the dash that stands for none."""
    return MISSING if value is None or value == "" else value


def moment(value: datetime | None) -> str:
    return MISSING if value is None else f"{value.astimezone(clock.TALLINN):%d.%m.%Y %H:%M}"


def day(value: date | None) -> str:
    return MISSING if value is None else f"{value:%d.%m.%Y}"


def money(cents: int | None) -> str:
    return MISSING if cents is None else f"{cents // 100}.{cents % 100:02d}"
