"""The routes; no rules in them."""
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from . import alarms, calendars, exports, forecasts, models, readings, sites, tariffs, wire

router = APIRouter()


async def _content(request: Request) -> tuple[str, bool]:
    """The text of an uploaded file, and whether it is CSV."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    return wire.text(await request.body()), kind == "text/csv"


Site = Annotated[sites.Site, Depends(sites.find)]
Alarm = Annotated[alarms.Alarm, Depends(alarms.find)]
Content = Annotated[tuple[str, bool], Depends(_content)]
First = Annotated[date, Query(alias="from")]
Last = Annotated[date, Query(alias="to")]


class SiteValues(BaseModel):
    name: str | None = None
    zone: str | None = None
    capacity_kw: float | None = None
    calendar: str | None = None
    tariff: str | None = None


class NewSite(SiteValues):
    code: str


@router.get("/sites")
def every():
    return {"sites": sites.every()}


@router.post("/sites", status_code=201)
def add(new: NewSite):
    return sites.add(new.code, new.model_dump(exclude={"code"}))


@router.get("/sites/{code}")
def one(site: Site):
    return site


@router.patch("/sites/{code}")
def change(site: Site, values: SiteValues):
    return sites.change(site, values.model_dump(exclude_unset=True))


@router.post("/sites/{code}/readings", status_code=201)
async def upload(site: Site, content: Content):
    text, is_csv = content
    parse = readings.from_csv if is_csv else readings.from_json
    return {"site": site.code, "stored": readings.save({site: parse(text, site)})}


@router.post("/readings", status_code=201)
async def upload_shared(content: Content):
    given = readings.from_shared_csv(content[0])
    return {"sites": sorted(site.code for site in given), "stored": readings.save(given)}


@router.get("/sites/{code}/readings")
def listed(site: Site, first: First, last: Last):
    return {"site": site.code, "readings": readings.listed(readings.of_days(site, first, last))}


@router.get("/sites/{code}/gaps")
def gaps(site: Site, day: date):
    return {"site": site.code, "gaps": readings.gaps(site, day)}


@router.put("/calendars/{name}")
async def replace_calendar(name: str, content: Content):
    calendars.replace(name, calendars.read(*content))
    return calendars.shown(name)


@router.get("/calendars/{name}")
def calendar(name: str):
    return calendars.shown(name)


@router.get("/sites/{code}/model")
def model(site: Site):
    return models.card(site)


@router.get("/sites/{code}/forecast")
def forecast(site: Site, hours: int = 24):
    return forecasts.answer(site, hours)


@router.get("/sites/{code}/accuracy")
def accuracy(site: Site, first: First, last: Last):
    return forecasts.accuracy(site, first, last)


class Periods(BaseModel):
    periods: list[dict[str, Any]]


@router.put("/tariffs/{name}")
def replace_tariff(name: str, given: Periods):
    return tariffs.replace(tariffs.read(name, given.periods)).shown()


@router.get("/tariffs/{name}")
def tariff(name: str):
    return tariffs.find(name).shown()


@router.get("/sites/{code}/bill")
def bill(site: Site, day: date):
    return tariffs.day_bill(site, day)


class NewAlarm(BaseModel):
    kind: str
    value: str


class Subscription(BaseModel):
    address: str


@router.get("/sites/{code}/alarms")
def alarms_of_site(site: Site):
    return {"site": site.code, "alarms": [alarm.shown(site) for alarm in alarms.of_site(site)]}


@router.post("/sites/{code}/alarms", status_code=201)
def add_alarm(site: Site, new: NewAlarm):
    return alarms.add(site, new.kind, new.value).shown(site)


@router.get("/alarms/{number}")
def alarm(alarm: Alarm):
    return {**alarm.shown(sites.find(alarm.site)), "firings": alarms.firings(alarm)}


@router.get("/alarms/{number}/subscriptions")
def subscriptions(alarm: Alarm):
    return {"alarm": alarm.id, "addresses": alarms.addresses(alarm)}


@router.post("/alarms/{number}/subscriptions", status_code=201)
def subscribe(alarm: Alarm, new: Subscription):
    return alarms.subscribe(alarm, new.address)


@router.get("/sites/{code}/export.csv")
def readings_csv(site: Site, first: First, last: Last):
    return Response(exports.readings_csv(site, first, last), media_type="text/csv")


@router.get("/sites/{code}/export.jsonl")
def readings_lines(site: Site, first: First, last: Last):
    return Response(exports.readings_lines(site, first, last), media_type="application/jsonl")


@router.get("/sites/{code}/forecast/export.csv")
def forecast_csv(site: Site, hours: int = 24, bands: bool = True):
    return Response(exports.forecast_csv(site, forecasts.coming(site, hours), bands), media_type="text/csv")
