from typing import Annotated

from fastapi import APIRouter, Query, Response

from grant_desk import money
from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.calls import CallRepository
from grant_desk.services import payments
from grant_desk.services.rates import in_euro, rates_for
from grant_desk.web.deps import Connection, Officer, Rates

router = APIRouter()


@router.get("/calls/{code}/totals")
async def totals(code: str, user: Officer, link: Connection, rates: Rates) -> dict:
    """What is asked for in a call, in euro beside its budget."""
    call, applications = CallRepository(link).get(code), ApplicationRepository(link)
    found = applications.competing(call.id)
    known = await rates_for(rates, {one.currency for one in found})
    rows, euros = [], []
    for application in found:
        requested = applications.requested(application.id)
        euro = in_euro(requested, known[application.currency])
        euros.append(euro)
        rows.append(
            {
                "reference": application.reference,
                "currency": application.currency,
                "requested": money.shown(requested),
                "requested_eur": money.shown(euro),
            }
        )
    total = None if None in euros else sum(euros)
    return {"budget": money.shown(call.budget_cents), "requested_eur": money.shown(total), "applications": rows}


@router.get("/exports/payments")
def payments_file(
    month: Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")], user: Officer, link: Connection
) -> Response:
    name = f"payments-{month}.csv"
    return Response(
        payments.export(link, month),
        media_type="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
