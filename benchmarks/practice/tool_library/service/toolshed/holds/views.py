"""Waiting lists over HTTP."""

from toolshed.catalogue import shelf
from toolshed.holds import queue
from toolshed.holds.forms import HoldForm
from toolshed.holds.models import Hold
from toolshed.web import Endpoint, body, conflict, missing, vetted


def show(hold: Hold) -> dict:
    return {
        "id": hold.id,
        "sku": hold.tool.sku,
        "state": hold.state,
        "label": hold.copy.label if hold.copy else None,
        "ready_until": hold.ready_until,
    }


class Holds(Endpoint):
    audience = "member"

    def get(self, request):
        rows = request.member.holds.filter(state__in=["waiting", "ready"]).select_related("tool", "copy__tool")
        return {"items": [show(one) for one in rows]}

    def post(self, request):
        hold = queue.place(shelf.tool(vetted(HoldForm(body(request)))["sku"]), request.member)
        return 201, {**show(hold), "place": queue.waiting(hold.tool).count()}


class OneHold(Endpoint):
    audience = "member"

    def delete(self, request, number):
        hold = request.member.holds.filter(id=number).select_related("copy__tool", "tool").first()
        if hold is None:
            raise missing(f"hold {number}")
        if hold.state not in ("waiting", "ready"):
            raise conflict("over", "This hold is over.")
        queue.drop(hold)
        return show(hold)


class Line(Endpoint):
    """The line for a tool, on the screen in the hall."""

    def get(self, request, sku):
        tool = shelf.tool(sku)
        return {"sku": tool.sku, "waiting": queue.waiting(tool).count()}
