"""Runs every night: ``python -m boat_market.nightly``. Looks through the saved searches and prints the alerts."""
from sqlalchemy import select

from . import db, enquiries, money, saved, settings
from .models import Advert, SavedSearch


def refresh_prices() -> int:
    """Brings the prices in euros up to the latest rates; answers how many have changed."""
    changed = 0
    for advert in db.session().scalars(select(Advert).where(Advert.status != "sold")):
        price = money.convert(advert.price, advert.currency, "EUR")
        if price != advert.price_eur:
            advert.price_eur = price
            changed += 1
    return changed


def send_alerts() -> list[str]:
    """What goes out, one line an alert."""
    lines = []
    for one in db.session().scalars(select(SavedSearch).order_by(SavedSearch.id)):
        for alert in saved.raise_alerts(one):
            lines.append(f"{one.account.email}: {one.name}: {alert.advert.title}")
    return lines


def remind_sellers() -> list[str]:
    lines = []
    for enquiry, hours in enquiries.overdue():
        lines.append(f"{enquiry.advert.seller.email}: {enquiry.buyer.name} waits for {hours} hours")
    return lines


def main() -> None:
    with db.working():
        print(f"{refresh_prices()} prices refreshed")
        for line in send_alerts():
            print(line)
        for line in remind_sellers():
            print(line)


if __name__ == "__main__":
    settings.report_errors()
    main()
