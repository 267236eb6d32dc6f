"""When somebody may donate."""

from datetime import timedelta

INTERVAL = timedelta(weeks=8)
YOUNGEST = 18
LIGHTEST_KG = 50


def age_on(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def obstacle(donor, day):
    """Why the donor may not donate on that day, or None."""
    if age_on(donor.born, day) < YOUNGEST:
        return "too young"
    if donor.weight_kg is not None and donor.weight_kg < LIGHTEST_KG:
        return "too light"
    deferral = donor.deferrals.in_force(day).order_by("pk").first()
    if deferral is not None:
        return f"deferred: {deferral.reason}"
    last = donor.donations.order_by("-given_on").first()
    if last is not None and day < last.given_on + INTERVAL:
        return "too soon after the last donation"
    return None


def next_day(donor, today):
    """The first day from today on which nothing stands against a donation, or None if there is none in sight."""
    last = donor.donations.order_by("-given_on").first()
    day = max(today, last.given_on + INTERVAL) if last is not None else today
    for deferral in donor.deferrals.in_force(today):
        if deferral.until is None:
            return None
        day = max(day, deferral.until + timedelta(days=1))
    return day if obstacle(donor, day) is None else None
