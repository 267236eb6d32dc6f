"""Vouchers: per cent of the fare or an amount."""
from django.db.models import F

from nightbus import clock
from nightbus.api import invalid
from nightbus.models import Voucher


def find(code):
    """A voucher that can be used now; people write the code as they like."""
    voucher = Voucher.objects.filter(code=code.strip().upper()).first()
    if voucher is None:
        raise invalid("voucher", "no such voucher")
    if voucher.expires_at and voucher.expires_at <= clock.now():
        raise invalid("voucher", "this voucher has expired")
    if voucher.uses_left < 1:
        raise invalid("voucher", "this voucher was used")
    return voucher


def use(voucher):
    Voucher.objects.filter(pk=voucher.pk).update(uses_left=F("uses_left") - 1)


def give_back(voucher):
    """A cancelled ride does not use its voucher up."""
    Voucher.objects.filter(pk=voucher.pk).update(uses_left=F("uses_left") + 1)
