"""What a model sees of an hour."""
import numpy as np
import pandas as pd

from . import calendars
from .sites import Site

WEEK = pd.Timedelta(days=7)


def frame(site: Site, hours: pd.DatetimeIndex, history: pd.Series) -> pd.DataFrame:
    """A row for each hour; `week_ago` is NaN where the history has no reading of then."""
    turn = 2 * np.pi * hours.hour / 24
    found = pd.DataFrame(
        {
            "hour_sin": np.sin(turn),
            "hour_cos": np.cos(turn),
            "evening": ((hours.hour >= 18) & (hours.hour < 22)).astype(float),
            "weekend": (hours.day_of_week >= 5).astype(float),
            "week_ago": history.reindex(hours - WEEK).to_numpy(),
        },
        index=hours,
    )
    if site.calendar:
        holidays = calendars.days(site.calendar)
        found["holiday"] = [float(hour.date() in holidays) for hour in hours]
    return found


def filled(found: pd.DataFrame, history: pd.Series) -> pd.DataFrame:
    """Puts the usual load of the time of day where there is none of a week ago."""
    usual = history.groupby(history.index.hour).mean()
    instead = pd.Series(found.index.hour, index=found.index).map(usual).fillna(history.mean())
    return found.assign(week_ago=found["week_ago"].fillna(instead))
