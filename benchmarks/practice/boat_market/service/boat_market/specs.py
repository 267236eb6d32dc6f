"""Classes of boats, and what an advert has to tell of each before it is listed."""
from .errors import NotAllowed
from .models import Advert

CLASSES = ("sail", "motor", "rib", "dinghy")
FUELS = ("diesel", "petrol", "electric")

REQUIRED: dict[str, list[str]] = {
    "sail": ["draft", "berths"],
    "motor": ["hours", "fuel", "berths"],
    "rib": ["hours", "fuel"],
    "dinghy": [],
}


def class_named(name: str) -> str:
    if name not in CLASSES:
        raise NotAllowed(f"{name} is no class of boats")
    return name


def fuel_named(name: str) -> str:
    if name not in FUELS:
        raise NotAllowed(f"{name} is no fuel")
    return name


def missing(advert: Advert) -> list[str]:
    """What has to be told before the advert can be listed."""
    needed = REQUIRED[advert.boat_class]
    return [name for name in needed if getattr(advert, name) is None]
