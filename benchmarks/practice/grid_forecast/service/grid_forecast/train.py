"""``python -m grid_forecast.train [CODE ...]`` trains models; all sites without a code."""
import argparse
import sys

from . import models, settings, sites
from .problems import Problem


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE")
    codes = parser.parse_args(arguments).codes
    status = 0
    for site in [sites.find(code) for code in codes] or sites.every():
        try:
            card = models.train(site)
        except Problem as problem:
            print(f"{site.code} {problem.message}")
            status = 1 if codes else 0
        else:
            print(f"{site.code} trained with {card.hours} hours")
    return status


if __name__ == "__main__":
    settings.start_reports()
    sys.exit(main())
