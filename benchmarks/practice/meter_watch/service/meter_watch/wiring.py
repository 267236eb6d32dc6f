"""The parts of a running service, put together once."""
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter_watch.config import Config
from meter_watch.forecast import Forecaster
from meter_watch.store import Store
from meter_watch.tariffs import TariffClient, make_http

if TYPE_CHECKING:
    import httpx


@dataclass
class Services:
    config: Config
    store: Store
    forecaster: Forecaster
    http: "httpx.AsyncClient"
    tariffs: TariffClient

    @classmethod
    def assemble(cls, config: Config) -> "Services":
        http = make_http(config)
        return cls(
            config=config,
            store=Store(config.database),
            forecaster=Forecaster(config.forecast_file),
            http=http,
            tariffs=TariffClient(http, config.tariff_url, config.tariff_seconds),
        )

    async def aclose(self) -> None:
        await self.http.aclose()
