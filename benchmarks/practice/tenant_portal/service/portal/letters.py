"""Letters: written by the office to a flat, received by whoever lives there."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse

from portal import clock, tenancies, text
from portal.errors import Conflict, NotFound
from portal.models import Account, Flat, Letter, Role, Tenant


def recipient(flat: Flat) -> Tenant:
    """Who lives in the flat today."""
    tenancy = flat.tenancies.on(clock.today()).select_related("tenant__account").first()
    if tenancy is None:
        raise Conflict("nobody lives in this flat")
    return tenancy.tenant


def send(account: Account, form: dict) -> Letter:
    flat = tenancies.find_flat(account, form["flat"])
    tenant = recipient(flat)
    with transaction.atomic():
        newest = Letter.objects.aggregate(newest=Max("number"))["newest"] or 0
        letter = Letter.objects.create(
            number=newest + 1, tenant=tenant, flat=flat, subject=text.one_line(form["subject"]), body=form["body"],
            sent_at=clock.now(),
        )
    if tenant.account is not None:
        address = f"{settings.PORTAL_ADDRESS}{link(letter)}"
        send_mail(f"A letter for you: {letter.subject}", f"Please read it here: {address}\n", None, [tenant.account.email])
    return letter


def visible(account: Account) -> QuerySet[Letter]:
    """Tenants see what was sent to them, wherever they lived; the office sees all."""
    if account.role == Role.OFFICE:
        return Letter.objects.all()
    return Letter.objects.filter(tenant__account=account)


def read(account: Account, number: int) -> Letter:
    letter = visible(account).select_related("flat", "tenant").filter(number=number).first()
    if letter is None:
        raise NotFound("there is no such letter")
    if letter.read_at is None and letter.tenant.account_id == account.pk:
        letter.read_at = clock.now()
        letter.save(update_fields=["read_at"])
    return letter


def link(letter: Letter) -> str:
    return reverse("letter", kwargs={"number": letter.number, "slug": text.slug(letter.subject)})


def describe(letter: Letter) -> dict:
    return {
        "number": letter.number,
        "link": link(letter),
        "flat": letter.flat.number,
        "tenant": letter.tenant.name,
        "subject": letter.subject,
        "sent_at": clock.show(letter.sent_at),
        "read_at": clock.show(letter.read_at),
    }
