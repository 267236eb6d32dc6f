"""The tariff service of the utility, and what we keep of its answers."""
import ssl
import time
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import httpx

from meter_watch.config import Config
from meter_watch.faults import TariffUnavailable, Unknown
from meter_watch.months import Month
from meter_watch.stubs import StubTransport


@dataclass(frozen=True)
class Band:
    """A price for each kWh up to an amount in the month; the last band has no end."""

    up_to: Decimal | None
    price: Decimal


@dataclass(frozen=True)
class Tariff:
    code: str
    currency: str
    base_fee: Decimal
    vat_rate: Decimal
    bands: tuple[Band, ...]

    @classmethod
    def from_answer(cls, answer: dict[str, Any]) -> "Tariff":
        bands = [
            Band(None if band["up_to"] is None else Decimal(band["up_to"]), Decimal(band["price"]))
            for band in answer["bands"]
        ]
        return cls(
            code=answer["code"],
            currency=answer["currency"],
            base_fee=Decimal(answer["base_fee"]),
            vat_rate=Decimal(answer["vat_rate"]),
            bands=tuple(bands),
        )


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def make_http(config: Config) -> httpx.AsyncClient:
    """The client for all that we call; hosts below `.stub` answer inside this process."""
    mounts = {"all://*.stub": StubTransport()}
    return httpx.AsyncClient(timeout=config.http_timeout, verify=_trust(), mounts=mounts)


class TariffClient:
    def __init__(self, http: httpx.AsyncClient, base_url: str, seconds: float) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._seconds = seconds
        self._kept: dict[tuple[str, Month], tuple[float, Tariff]] = {}

    async def fetch(self, code: str, month: Month) -> Tariff:
        """The tariff that holds in a month. Raises Unknown or TariffUnavailable."""
        kept = self._kept.get((code, month))
        if kept is not None and time.monotonic() - kept[0] < self._seconds:
            return kept[1]
        try:
            answer = await self._http.get(f"{self._base_url}/tariffs/{code}", params={"month": str(month)})
        except httpx.HTTPError as error:
            raise TariffUnavailable(f"no answer about {code}: {type(error).__name__}") from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise Unknown(f"there is no tariff {code} in {month}")
        if not answer.is_success:
            raise TariffUnavailable(f"status {answer.status_code} about {code}")
        try:
            tariff = Tariff.from_answer(answer.json())
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise TariffUnavailable(f"the answer about {code} is not a tariff") from error
        self._kept[code, month] = (time.monotonic(), tariff)
        return tariff
