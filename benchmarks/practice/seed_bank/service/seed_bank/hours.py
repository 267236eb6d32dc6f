"""When the library is open."""
from datetime import date, datetime, time, timedelta

from . import clock, web
from .errors import Invalid, NotFound
from .models import SpecialDay

WEEK = ["", "", "", "15:00-19:00", "", "10:00-13:00 14:00-17:00", ""]  # from Monday
AHEAD = 60

Opening = tuple[datetime, datetime]


def spans(text: str) -> list[tuple[time, time]]:
    """Reads hours such as ``10:00-13:00 14:00-17:00``."""
    found = []
    for span in text.split():
        opens, _, closes = span.partition("-")
        try:
            pair = time.fromisoformat(opens), time.fromisoformat(closes)
        except ValueError:
            raise Invalid(f"{span} is no time of opening") from None
        if pair[0] >= pair[1] or (found and found[-1][1] > pair[0]):
            raise Invalid("Hours must follow one another")
        found.append(pair)
    return found


def openings(day: date) -> list[Opening]:
    """From when until when we are open on a day."""
    special = SpecialDay.objects.filter(day=day).first()
    text = WEEK[day.weekday()] if special is None else special.hours
    return [
        (datetime.combine(day, opens, clock.BERLIN), datetime.combine(day, closes, clock.BERLIN))
        for opens, closes in spans(text)
    ]


def is_open(at: datetime) -> bool:
    day = at.astimezone(clock.BERLIN).date()
    for opens, closes in openings(day):
        if opens <= at < closes:
            return True
    return False


def as_json(day: date) -> dict:
    return {
        "day": day.isoformat(),
        "open": [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in openings(day)],
    }


def index(request):
    day = web.day(request.GET["day"], "day") if "day" in request.GET else clock.today()
    return as_json(day)


def following(request):
    """The next time that we open."""
    for ahead in range(AHEAD):
        for opens, _ in openings(clock.today() + timedelta(days=ahead)):
            if opens > clock.now():
                return {"opens": opens.isoformat()}
    raise NotFound("We do not open in the next time")


@web.for_staff
def change(request, text):
    day = web.day(text, "day")
    value = web.Fields(request).raw("hours")
    if value is None:
        SpecialDay.objects.filter(day=day).delete()
        return as_json(day)
    if not isinstance(value, str) or len(value) > 60:
        raise Invalid("hours is not a text")
    spans(value)
    SpecialDay.objects.update_or_create(day=day, defaults={"hours": value})
    return as_json(day)
