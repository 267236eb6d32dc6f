"""Statistics over HTTP."""

from toolshed.catalogue import shelf
from toolshed.insights import figures
from toolshed.insights.forms import PeriodForm, PopularForm, SinceForm
from toolshed.people import cards
from toolshed.web import Endpoint, vetted


class Popular(Endpoint):
    def get(self, request):
        asked = vetted(PopularForm(request.GET))
        return {"year": asked["year"], "tools": figures.popular(asked["year"], asked["limit"] or 10)}


class Utilisation(Endpoint):
    audience = "desk"

    def get(self, request, sku):
        tool, asked = shelf.tool(sku), vetted(PeriodForm(request.GET))
        return {"sku": tool.sku, **asked, "percent": figures.utilisation(tool, asked["first"], asked["last"])}


class MemberYear(Endpoint):
    audience = "member"

    def get(self, request, card, year):
        member = cards.same_or_desk(request.member, card)
        return {"card": member.card, "year": year, **figures.member_year(member, year)}


class Stock(Endpoint):
    audience = "desk"

    def get(self, request):
        return figures.stock()


class Happenings(Endpoint):
    audience = "desk"

    def get(self, request):
        since = vetted(SinceForm(request.GET))["since"]
        return {"since": since, "events": figures.happenings(since)}
