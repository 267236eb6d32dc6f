"""The public catalogue."""

from django.db.models import Q

from toolshed.catalogue import shelf
from toolshed.catalogue.forms import SearchForm, ToolForm
from toolshed.catalogue.models import Tool
from toolshed.upkeep import journal
from toolshed.web import Endpoint, Problem, body, page_of, vetted


class Tools(Endpoint):
    """The tools that are listed, searched and sorted."""

    def get(self, request):
        asked = vetted(SearchForm(request.GET))
        rows = Tool.objects.filter(listed=True).select_related("category").prefetch_related("copies__tool")
        if asked["q"]:
            rows = rows.filter(Q(name__icontains=asked["q"]) | Q(brand__icontains=asked["q"]))
        if asked["category"]:
            rows = rows.filter(category=asked["category"])
        rows = sorted(rows, key=lambda one: ((getattr(one, asked["sort"] or "sku") or "").casefold(), one.sku))
        return page_of(request, rows, shelf.show_tool)


class OneTool(Endpoint):
    """A tool with its copies."""

    def get(self, request, sku):
        tool = shelf.tool(sku)
        return {**shelf.show_tool(tool), "copies": [shelf.show_copy(one) for one in tool.copies.all()]}

    def patch(self, request, sku):
        """Volunteers correct an entry; the journal keeps what it was before."""
        if request.member is None or not request.member.volunteer:
            raise Problem(403, "desk-only", "Only volunteers change the catalogue.")
        tool, sent = shelf.tool(sku), body(request)
        before = shelf.facts(tool)
        vetted(form := ToolForm({**before, **sent}, instance=tool))
        form.save()
        after = shelf.facts(tool)
        changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        if changed:
            journal.note(request.member, "tool.changed", tool.sku, changed)
        return shelf.show_tool(tool)


class Scan(Endpoint):
    """What the scanner at the desk shows for a sticker."""

    def get(self, request, label):
        copy = shelf.copy(label)
        return {**shelf.show_copy(copy), "sku": copy.tool.sku, "name": copy.tool.name}
