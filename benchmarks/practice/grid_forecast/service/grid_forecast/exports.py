"""Files for other programs."""
import json
from datetime import date

import pandas as pd

from . import readings
from .sites import Site


def readings_csv(site: Site, first: date, last: date) -> str:
    found = readings.of_days(site, first, last)
    table = pd.DataFrame({"site": site.code, "hour": [hour.isoformat() for hour in found.index], "kw": found.to_numpy()})
    return table.to_csv(index=False, lineterminator="\n")


def readings_lines(site: Site, first: date, last: date) -> str:
    """JSON Lines."""
    found = readings.of_days(site, first, last)
    return "".join(_line({"site": site.code, **each}) for each in readings.listed(found))


def _line(row: dict) -> str:
    return json.dumps(row, allow_nan=False) + "\n"


def forecast_csv(site: Site, found: pd.DataFrame, bands: bool) -> str:
    """The forecast as a table, with the band or without."""
    if not bands:
        del found["low"], found["high"]
    table = found.assign(site=site.code, hour=[hour.isoformat() for hour in found.index])
    return table[["site", "hour", *found.columns]].to_csv(index=False, lineterminator="\n")
