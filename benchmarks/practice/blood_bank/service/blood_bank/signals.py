from django.db.models.signals import post_save
from django.dispatch import receiver

from blood_bank import stock
from blood_bank.models import Unit


@receiver(post_save, sender=Unit)
def discard_rest_of_donation(sender, instance, **kwargs):
    """A discarded bag spoils its donation: whatever of it is still in stock is discarded for the same reason."""
    if instance.status != Unit.Status.DISCARDED:
        return
    stock.forget(instance.group)
    for other in instance.donation.units.in_stock():
        other.status = Unit.Status.DISCARDED
        other.reason = instance.reason
        other.save()
