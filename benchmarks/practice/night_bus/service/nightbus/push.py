"""Devices that get push messages, and the messages that wait for them."""
from nightbus import clock
from nightbus.models import Device

PLATFORMS = ("android", "ios")


def register(rider, token, platform):
    """The device of a token. A phone that changes hands goes to whoever signed in on it last."""
    device, new = Device.objects.update_or_create(
        token=token, defaults={"rider": rider, "platform": platform, "seen_at": clock.now()}
    )
    return device, new


def remove(rider, pk):
    """Sign a phone out; False if the rider has no such phone."""
    deleted, _ = Device.objects.filter(rider=rider, pk=pk).delete()
    return deleted > 0


def messages_for(ride, text):
    """What the sender is to deliver for a ride: one message for each device of its rider, none for guests."""
    if ride.rider_id is None:
        return []
    devices = Device.objects.filter(rider=ride.rider_id).order_by("pk")
    return [{"to": device.token, "platform": device.platform, "text": text, "ride": ride.reference} for device in devices]
