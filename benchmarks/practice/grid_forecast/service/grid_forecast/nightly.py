"""``python -m grid_forecast.nightly [--site CODE]`` keeps forecasts and judges the alarms."""
import argparse
import sys
from datetime import timedelta

from . import alarms, clock, forecasts, settings, sites
from .problems import Problem

KEPT_HOURS = 48
JUDGED = timedelta(days=2)


def run(site: sites.Site) -> None:
    try:
        print(f"{site.code} forecast of {forecasts.keep(site, KEPT_HOURS)} hours kept")
    except Problem as problem:
        print(f"{site.code} no forecast: {problem.message}")
    for alarm in alarms.of_site(site):
        fired = alarms.judge(alarm, clock.now() - JUDGED)
        print(f"{site.code} alarm {alarm.id} " + ("not judged" if fired is None else f"fired {fired} times"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", metavar="CODE")
    code = parser.parse_args(arguments).site
    for site in [sites.find(code)] if code else sites.every():
        run(site)
    return 0


if __name__ == "__main__":
    settings.start_reports()
    sys.exit(main())
