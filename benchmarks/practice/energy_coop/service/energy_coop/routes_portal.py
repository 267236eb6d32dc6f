"""The members' portal and the staff's desk."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import PlainTextResponse

from . import billing, feed_in, members, readings, tariffs
from .database import in_session
from .dependencies import CurrentMember, require_staff
from .models import Invoice
from .schemas import (FeedInShare, InvoiceDetail, InvoiceOut, MemberChange, MemberOut, MeterOut, Overview, Profile, Quote,
                      ReadingBatch, StoreResult)

router = APIRouter()
staff = APIRouter(dependencies=[Depends(require_staff)])


@router.get("/members/me", response_model=MemberOut)
async def me(member: CurrentMember) -> Any:
    return member


@router.patch("/members/me", response_model=MemberOut)
async def change_me(member: CurrentMember, change: MemberChange) -> Any:
    return await in_session(members.change, member.number, change.model_dump(exclude_unset=True))


@router.get("/members/me/meters", response_model=list[MeterOut])
async def my_meters(member: CurrentMember) -> Any:
    return await in_session(members.meters_of, member.number)


@router.get("/members/me/invoices", response_model=list[InvoiceOut])
async def my_invoices(member: CurrentMember) -> list[Invoice]:
    return await in_session(billing.invoices_of, member.id)


@router.get("/members/me/statement.csv")
async def my_statement(member: CurrentMember) -> Response:
    invoices = await in_session(billing.invoices_of, member.id)
    return Response(billing.statement_csv(invoices).encode("utf-8"), media_type="text/csv",
                    headers={"content-disposition": billing.attachment(f"Statement {member.name}.csv")})


@router.get("/invoices/{number}", response_model=InvoiceDetail)
async def invoice_detail(number: str, member: CurrentMember) -> Any:
    return await in_session(billing.get_invoice, number, member.id)


@router.get("/invoices/{number}/text")
async def invoice_text(number: str, member: CurrentMember) -> PlainTextResponse:
    invoice = await in_session(billing.get_invoice, number, member.id)
    return PlainTextResponse(billing.render_text(invoice))


@router.get("/tariffs/{code}/quote", response_model=Quote)
async def tariff_quote(code: str, kwh: Annotated[int, Query(ge=0, le=100_000)]) -> Any:
    return await in_session(tariffs.quote, code, kwh)


@staff.get("/members/{number}", response_model=MemberOut)
async def member_detail(number: str) -> Any:
    return await in_session(members.by_number, number)


@staff.get("/members/{number}/overview", response_model=Overview)
async def member_overview(number: str) -> Any:
    return await members.overview(number)


@staff.post("/meters/{number}/readings", response_model=StoreResult)
async def add_readings(number: str, batch: ReadingBatch) -> StoreResult:
    values = [(one.taken_at, one.wh) for one in batch.readings]
    stored, duplicates = await in_session(readings.store, number, values)
    return StoreResult(stored=stored, duplicates=duplicates)


@staff.get("/meters/{number}/profile", response_model=Profile)
async def meter_profile(number: str, day: Annotated[date, Query(alias="date")]) -> Profile:
    hours = await in_session(readings.day_profile, number, day)
    return Profile(meter=number, date=day, hours=hours)


@staff.get("/feed-in/{period}/shares", response_model=list[FeedInShare])
async def feed_in_shares(period: str) -> Any:
    return await in_session(feed_in.shares, period)
