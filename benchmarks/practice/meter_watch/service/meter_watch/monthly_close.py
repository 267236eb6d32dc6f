"""python -m meter_watch.monthly_close 2026-03 [--dry-run]: bill a month for all meters."""
import argparse
import asyncio
import json
import logging
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from meter_watch import meters, notices, statements
from meter_watch.config import Config, report_errors
from meter_watch.faults import Fault, NotMeasured
from meter_watch.months import Month
from meter_watch.wiring import Services

log = logging.getLogger(__name__)


async def close(services: Services, month: Month, *, dry_run: bool = False) -> dict[str, Any]:
    """Bill every mounted meter that is not billed yet. What cannot be billed is listed and hinders nothing else."""
    issued: list[str] = []
    billed_before: list[str] = []
    problems: dict[str, str] = {}
    total = Decimal()
    for meter in await services.store.run(meters.mounted, month.days[-1]):
        serial = meter["serial"]
        if await services.store.run(statements.of_meter, serial, str(month)):
            billed_before.append(serial)
            continue
        try:
            ready = await _prepared(services, serial, month)
            if not dry_run:
                issued.append(await services.store.run(bill, services.config, ready, meter["customer"]))
        except Fault as fault:
            log.warning("%s of %s is not billed: %s", month, serial, fault)
            problems[serial] = fault.code
        else:
            total += Decimal(ready.gross)
    return {
        "month": str(month),
        "issued": issued,
        "billed_before": billed_before,
        "problems": problems,
        "gross": str(total),
    }


async def _prepared(services: Services, serial: str, month: Month) -> statements.Draft:
    try:
        return await statements.prepare(services, serial, month)
    except NotMeasured:
        await services.store.run(services.forecaster.estimate, serial, month)
        return await statements.prepare(services, serial, month)


def bill(connection: sa.Connection, config: Config, ready: statements.Draft, customer: str) -> str:
    """Issue a draft and queue the notice of it, both or none; returns the number."""
    now = config.clock()
    row = statements.issue(connection, ready, now.astimezone(config.tz).date(), config.days_to_pay)
    notices.queue(connection, row, customer, now)
    return str(row["number"])


async def run(config: Config, month: Month, dry_run: bool) -> dict[str, Any]:
    services = Services.assemble(config)
    try:
        return await close(services, month, dry_run=dry_run)
    finally:
        await services.aclose()


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="meter_watch.monthly_close")
    parser.add_argument("month", type=Month.parse)
    parser.add_argument("--dry-run", action="store_true")
    wanted = parser.parse_args(argv)
    report_errors()
    print(json.dumps(asyncio.run(run(Config(), wanted.month, wanted.dry_run))))


if __name__ == "__main__":
    main()
