"""The data of the demonstration. ``python -m seed_bank.demo`` makes the database anew."""
import os
from datetime import date
from decimal import Decimal

MEMBERS = {"ada": "M-001", "ben": "M-002", "cai": "M-003", "dora": "M-004"}
VARIETIES = [
    # name, species, years, synonym of
    ("Blaue Ungarin", "Solanum lycopersicum", 6, None),
    ("Forellenschluss", "Lactuca sativa", 4, None),
    ("Forelle", "Lactuca sativa", 4, "Forellenschluss"),
    ("Spottsalat", "Lactuca sativa", 4, "Forelle"),
    ("Teltower Rübchen", "Brassica rapa", 5, None),
    ("Schwarzer Winterrettich", "Raphanus sativus", 5, None),
    ("Haferwurzel", "Tragopogon porrifolius", 2, None),
]
LOTS = [
    # accession, variety, harvested, grams, partner
    ("SB-2019-0003", "Blaue Ungarin", date(2019, 9, 20), "4.00", None),
    ("SB-2024-0011", "Blaue Ungarin", date(2024, 9, 2), "12.50", None),
    ("SB-2024-0012", "Forellenschluss", date(2024, 8, 14), "30.00", None),
    ("NOA-2025-0001", "Forelle", date(2025, 8, 1), "9.00", "NOA"),
    ("NOA-2025-0002", "Spottsalat", date(2025, 8, 3), "0.50", "NOA"),
    ("ARC-2025-0001", "Teltower Rübchen", date(2025, 7, 9), "55.00", "ARC"),
    ("SB-2025-0001", "Schwarzer Winterrettich", date(2025, 9, 30), "20.00", None),
    ("SB-2022-0007", "Haferwurzel", date(2022, 8, 30), "2.25", None),
]
TESTS = [
    ("SB-2024-0011", date(2025, 2, 3), 40, 36),
    ("SB-2024-0012", date(2025, 2, 3), 50, 41),
    ("SB-2024-0012", date(2026, 2, 2), 50, 27),
    ("SB-2022-0007", date(2023, 2, 10), 30, 24),
]


def load() -> None:
    from .models import GerminationTest, Lot, Member, Partner, Variety
    from .models import Loan
    from .models import Request
    from .models import Parcel
    from .models import SpecialDay

    people = {
        short: Member.objects.create(card=card, name=short.title(), token=f"token-{short}", staff=short == "ada")
        for short, card in MEMBERS.items()
    }
    partners = {code: Partner.objects.create(code=code, name=name) for code, name in [("NOA", "Noahs Garten"), ("ARC", "Arche")]}
    varieties = {}
    for name, species, years, accepted in VARIETIES:
        varieties[name] = Variety.objects.create(
            name=name, species=species, years_kept=years, synonym_of=varieties.get(accepted)
        )
    lots = {
        accession: Lot.objects.create(
            accession=accession, variety=varieties[variety], harvested=harvested, grams=Decimal(grams), partner=partners.get(partner)
        )
        for accession, variety, harvested, grams, partner in LOTS
    }
    for accession, tested_on, sown, sprouted in TESTS:
        GerminationTest.objects.create(lot=lots[accession], tested_on=tested_on, sown=sown, sprouted=sprouted)

    def loan(lot, who, lent_on, due_on, returned_on=None):
        Loan.objects.create(
            **{"lot": lots[lot], "member": people.get(who), "grams": Decimal("2.00"), "lent_on": lent_on, "due_on": due_on},
            **({"returned_on": returned_on, "returned_grams": Decimal("2.50")} if returned_on else {}),
        )

    loan("SB-2019-0003", None, date(2020, 3, 1), date(2021, 3, 1), date(2020, 10, 4))
    loan("SB-2024-0011", "ben", date(2025, 3, 20), date(2026, 3, 20))
    loan("SB-2024-0012", "cai", date(2025, 2, 27), date(2026, 2, 27))
    loan("SB-2024-0012", "ben", date(2025, 4, 1), date(2026, 4, 1), date(2025, 11, 8))

    def ask(variety, who, position, state="waiting", offered_on=None):
        Request.objects.create(
            **{"variety": varieties[variety], "member": people[who], "position": position, "state": state},
            **{"asked_on": date(2026, 2, 1), "offered_on": offered_on},
        )

    ask("Haferwurzel", "ben", 1, "offered", date(2026, 3, 9))
    ask("Haferwurzel", "cai", 2)
    ask("Blaue Ungarin", "cai", 1)
    ask("Blaue Ungarin", "ben", 2)
    ask("Forellenschluss", "dora", 1, "offered", date(2026, 2, 20))

    home = {
        "ben": ("Lange Straße 4", "26122", "Oldenburg", "DE"),
        "cai": ("Ulica Długa 7", "80-827", "Gdańsk", "PL"),
        "dora": ("Kirkegårdsvej 3", "8000", "Aarhus", "DK"),
    }
    for who, parts in home.items():
        member = people[who]
        member.street, member.postcode, member.town, member.country = parts
        member.save()
    Parcel.objects.create(country="CH", packed_on=date(2023, 4, 3), content=["SB-2019-0003", "SB-2018-0001"])
    Parcel.objects.create(member=people["ben"], country="DE", packed_on=date(2024, 3, 18), content=["SB-2022-0007"])
    sent = [{"accession": "SB-2024-0011", "variety": "Blaue Ungarin", "grams": "1.50"}]
    Parcel.objects.create(member=people["cai"], country="PL", packed_on=date(2025, 3, 3), content=sent)
    SpecialDay.objects.create(day=date(2026, 3, 14), hours="")
    SpecialDay.objects.create(day=date(2026, 3, 22), hours="11:00-16:00")


def main() -> None:
    from pathlib import Path

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    path = Path(settings.DATABASES["default"]["NAME"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    call_command("migrate", run_syncdb=True, verbosity=0)
    load()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seed_bank.settings")
    main()
