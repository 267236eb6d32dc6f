"""The routes: they read what was sent, ask one function and answer."""
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request
from fastapi.responses import PlainTextResponse
from pydantic import AwareDatetime, BaseModel, Field

from meter_watch import anomalies, consumption, intake, meters, monthly_close, notices, statements
from meter_watch.faults import Unreadable
from meter_watch.months import Month
from meter_watch.wiring import Services

router = APIRouter()
billing = APIRouter(tags=["billing"])


def _services(request: Request) -> Services:
    return request.app.state.services


def _month(month: Annotated[str, Query()]) -> Month:
    return Month.parse(month)


Parts = Annotated[Services, Depends(_services)]
InMonth = Annotated[Month, Depends(_month)]


class NewMeter(BaseModel):
    serial: Annotated[str, Field(pattern=r"^[A-Z]-\d{4}$")]
    building_id: int
    flat: str | None = None
    unit: Literal["kWh", "MWh", "GJ"] = "kWh"
    customer: str
    tariff: str
    heated_m2: Annotated[int, Field(ge=0)]
    installed_on: date


class Exchange(BaseModel):
    new_serial: str
    at: AwareDatetime
    old_final_wh: Annotated[int, Field(ge=0)]
    new_start_wh: Annotated[int, Field(ge=0)] = 0


class SentReading(BaseModel):
    serial: str
    taken_at: datetime
    value: Decimal
    corrects: bool = False


class Batch(BaseModel):
    source: Literal["radio", "desk"] = "radio"
    readings: list[SentReading]


class Outage(BaseModel):
    first_day: date
    last_day: date
    reason: Annotated[str, Field(max_length=120)]


@router.get("/health")
async def health(parts: Parts) -> dict[str, str]:
    return {"status": "ok", "now": parts.config.clock().isoformat()}


@router.post("/meters", status_code=201)
async def register(meter: NewMeter, parts: Parts) -> dict[str, Any]:
    return await parts.store.run(meters.register, meter.model_dump())


@router.get("/meters/{serial}")
async def meter(serial: str, parts: Parts) -> dict[str, Any]:
    return await parts.store.run(meters.describe, serial)


@router.post("/meters/{serial}/exchange", status_code=201)
async def exchange(serial: str, sent: Exchange, parts: Parts) -> dict[str, Any]:
    return await parts.store.run(
        meters.exchange, serial, sent.new_serial, sent.at, sent.old_final_wh, sent.new_start_wh
    )


@router.get("/meters/{serial}/usage")
async def usage(serial: str, month: InMonth, parts: Parts) -> dict[str, Any]:
    used = await parts.store.run(consumption.of_month, serial, month, parts.config.tz)
    return {
        "serial": serial,
        "month": str(month),
        "kwh": str(consumption.kwh(used.wh)),
        "estimated": used.estimated,
    }


@router.get("/buildings/{building_id}/usage")
async def building_usage(building_id: int, month: InMonth, parts: Parts) -> dict[str, Any]:
    return await parts.store.run(consumption.of_building, building_id, month, parts.config.tz)


@router.get("/meters/{serial}/profile")
async def profile(serial: str, day: date, parts: Parts) -> dict[str, Any]:
    return await parts.store.run(consumption.profile, serial, day, parts.config.tz)


@router.post("/readings", status_code=202)
async def readings(batch: Batch, later: BackgroundTasks, parts: Parts) -> dict[str, Any]:
    if len(batch.readings) > parts.config.largest_batch:
        raise Unreadable(f"more than {parts.config.largest_batch} readings")
    rows = [
        intake.Row(place=place, source=batch.source, **reading.model_dump())
        for place, reading in enumerate(batch.readings, start=1)
    ]
    report = await _take_in(parts, rows, intake.Report())
    _look_again(later, parts, report)
    return report.summary()


@router.post("/readings/sheet", status_code=202)
async def sheet(request: Request, later: BackgroundTasks, parts: Parts) -> dict[str, Any]:
    report = intake.Report()
    rows = intake.read_sheet(await request.body(), report)
    await _take_in(parts, rows, report)
    _look_again(later, parts, report)
    return report.summary()


async def _take_in(parts: Services, rows: list[intake.Row], report: intake.Report) -> intake.Report:
    return await parts.store.run(intake.take_in, rows, report, parts.config.tz, parts.config.clock())


def _look_again(later: BackgroundTasks, parts: Services, report: intake.Report) -> None:
    config = parts.config
    serials = sorted(report.touched)
    later.add_task(anomalies.check_again, parts.store, serials, config.clock(), config.tz, config.spike_score)


@router.post("/meters/{serial}/estimates/{month}", status_code=201)
async def estimate(serial: str, month: str, parts: Parts) -> dict[str, Any]:
    daily = await parts.store.run(parts.forecaster.estimate, serial, Month.parse(month))
    return {"serial": serial, "month": month, "days": len(daily), "kwh": round(sum(daily), 1)}


@router.post("/meters/{serial}/check")
async def check(serial: str, parts: Parts) -> dict[str, Any]:
    config = parts.config
    found = await parts.store.run(anomalies.check, serial, config.clock(), config.tz, config.spike_score)
    return {"serial": serial, "flags": [vars(finding) for finding in found]}


@router.get("/buildings/{building_id}/flags")
async def flags(building_id: int, parts: Parts) -> list[dict[str, Any]]:
    return await parts.store.run(anomalies.of_building, building_id)


@router.post("/buildings/{building_id}/outages", status_code=201)
async def outage(building_id: int, sent: Outage, parts: Parts) -> dict[str, Any]:
    if sent.last_day < sent.first_day:
        raise Unreadable("the outage ends before it begins")
    return await parts.store.run(anomalies.note_outage, building_id, sent.model_dump())


@billing.get("/meters/{serial}/statement")
async def preview(serial: str, month: InMonth, parts: Parts) -> statements.Draft:
    return await statements.prepare(parts, serial, month)


@billing.post("/meters/{serial}/statements", status_code=201)
async def issue(serial: str, month: InMonth, parts: Parts) -> statements.StatementOut:
    ready = await statements.prepare(parts, serial, month)
    customer = (await parts.store.run(meters.find, serial))["customer"]
    number = await parts.store.run(monthly_close.bill, parts.config, ready, customer)
    return statements.present(await parts.store.run(statements.find, number))


@billing.get("/statements/{number}")
async def statement(number: str, parts: Parts) -> statements.StatementOut:
    return statements.present(await parts.store.run(statements.find, number))


@billing.get("/statements/{number}/letter", response_class=PlainTextResponse)
async def letter(number: str, parts: Parts) -> str:
    return statements.letter(await parts.store.run(statements.find, number))


@billing.post("/statements/{number}/correction", status_code=201)
async def correct(number: str, parts: Parts) -> statements.StatementOut:
    wrong = await parts.store.run(statements.find, number)
    ready = await statements.prepare(parts, wrong["serial"], Month.parse(wrong["month"]))
    now = parts.config.clock()

    def store(connection: Any) -> dict[str, Any]:
        today = now.astimezone(parts.config.tz).date()
        row = statements.correct(connection, number, ready, today, parts.config.days_to_pay)
        notices.queue(connection, row, meters.find(connection, row["serial"])["customer"], now)
        return row

    return statements.present(await parts.store.run(store))


@billing.post("/closes", status_code=202)
async def close(month: InMonth, later: BackgroundTasks, parts: Parts) -> dict[str, str]:
    """Bill the month in the background."""
    later.add_task(monthly_close.close, parts, month)
    return {"month": str(month), "status": "started"}


@billing.post("/notices/deliver")
async def deliver(parts: Parts) -> dict[str, int]:
    courier = notices.Courier(parts.store, parts.http, parts.config.notice_url)
    return await courier.deliver(parts.config.clock())
