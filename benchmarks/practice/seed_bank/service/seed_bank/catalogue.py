"""Varieties: the catalogue, and names that are synonyms."""
from django.core.paginator import EmptyPage, Paginator
from django.conf import settings
from django.db.models import Q

from . import web
from .errors import Conflict, Invalid, NotFound
from .models import Variety


def variety_numbered(pk: int) -> Variety:
    variety = Variety.objects.filter(pk=pk).first()
    if variety is None:
        raise NotFound(f"There is no variety {pk}")
    return variety


def as_json(variety: Variety) -> dict:
    accepted = variety.accepted()
    return {
        "id": variety.pk,
        "name": variety.name,
        "species": variety.species,
        "years_kept": variety.years_kept,
        "accepted": None if accepted == variety else accepted.name,
    }


def search(species: str = "", words: str = ""):
    found = Variety.objects.select_related("synonym_of")
    if species:
        found = found.filter(species__iexact=species)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(species__icontains=word))
    return found


def set_synonym(variety: Variety, other: Variety | None) -> None:
    """Make a variety a synonym of another, or of none."""
    if other is not None and variety in other.line():
        raise Conflict(f"{variety.name} would be a synonym of itself")
    variety.synonym_of = other


def index(request):
    found = search(request.GET.get("species", "").strip(), request.GET.get("q", ""))
    pages = Paginator(found, settings.SEED_BANK_PAGE)
    page = web.number(request.GET.get("page", "1"), "page")
    try:
        shown = pages.page(page)
    except EmptyPage:
        raise NotFound(f"There is no page {page}") from None
    return {"varieties": [as_json(each) for each in shown], "pages": pages.num_pages}


def show(request, pk):
    variety = variety_numbered(pk)
    synonyms = [each.name for each in variety.synonyms.all()]
    lots = [lot.accession for lot in variety.lots.all()]
    return {**as_json(variety), "synonyms": synonyms, "lots": lots}


@web.for_staff
def create(request):
    fields = web.Fields(request)
    name = fields.text("name")
    if Variety.objects.filter(name=name).exists():
        raise Conflict(f"There is a variety {name} already")
    variety = Variety.objects.create(
        name=name, species=fields.text("species"), years_kept=fields.whole("years_kept", 1, 30, default=4)
    )
    return as_json(variety), 201


@web.for_staff
def change(request, pk):
    variety = variety_numbered(pk)
    fields = web.Fields(request)
    if "species" in fields:
        variety.species = fields.text("species")
    if "years_kept" in fields:
        variety.years_kept = fields.whole("years_kept", 1, 30)
    if "synonym_of" in fields:
        other = fields.whole("synonym_of", default=None) if fields.raw("synonym_of") is not None else None
        set_synonym(variety, _other(other))
    variety.save()
    return as_json(variety)


def _other(pk: int | None) -> Variety | None:
    if pk is None:
        return None
    other = Variety.objects.filter(pk=pk).first()
    if other is None:
        raise Invalid(f"There is no variety {pk} to be a synonym of")
    return other
