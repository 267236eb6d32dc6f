"""Letters."""

from django.http import HttpRequest

from portal import letters
from portal.forms import LetterForm
from portal.models import Role
from portal.web import endpoint, read_form


@endpoint("GET")
def listing(request: HttpRequest) -> dict:
    found = letters.visible(request.account).select_related("flat", "tenant")
    if request.GET.get("unread"):
        found = found.filter(read_at__isnull=True)
    return {"letters": [letters.describe(one) for one in found]}


@endpoint("POST", roles=[Role.OFFICE])
def send(request: HttpRequest) -> tuple[int, dict]:
    return 201, letters.describe(letters.send(request.account, read_form(request, LetterForm)))


@endpoint("GET")
def show(request: HttpRequest, number: int, slug: str) -> dict:
    letter = letters.read(request.account, number)
    return {**letters.describe(letter), "body": letter.body}
