"""What follows from a change, wherever it was made."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal import meters
from portal.models import Reading


@receiver(post_save, sender=Reading)
def reading_saved(sender, instance: Reading, raw: bool = False, **kwargs) -> None:
    if not raw:
        meters.refresh(instance)


@receiver(post_delete, sender=Reading)
def reading_deleted(sender, instance: Reading, **kwargs) -> None:
    following = meters.following(instance)
    if following is not None:
        meters.refresh(following)
