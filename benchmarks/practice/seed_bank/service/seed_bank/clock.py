"""What time it is. SEED_BANK_CLOCK stops the clock, for tests and demonstrations."""
import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    stopped = os.environ.get("SEED_BANK_CLOCK")
    if stopped:
        return datetime.fromisoformat(stopped).astimezone(BERLIN)
    return datetime.now(BERLIN)


def today() -> date:
    return now().date()
