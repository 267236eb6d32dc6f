"""Monthly statements."""

from django.http import HttpRequest

from portal import clock, statements
from portal.web import endpoint


@endpoint("GET")
def listing(request: HttpRequest) -> dict:
    found = statements.visible(request.account).select_related("flat", "tenant")
    if "month" in request.GET:
        clock.month_bounds(request.GET["month"])
        found = found.filter(month=request.GET["month"])
    return {"statements": [statements.describe(one) for one in found]}
