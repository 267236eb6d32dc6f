"""The dealers and where they are."""

import pandas as pd

from parts_finder.catalogue import Catalogue


def place(dealer: pd.Series) -> str:
    """As on a letter: "Köln (NW), DE"."""
    return f"{dealer['city']} ({dealer['region'].upper()}), {dealer['country'].upper()}"


def detail(catalogue: Catalogue, dealer_id: str) -> dict[str, object]:
    dealer = catalogue.dealer(dealer_id)
    parts = catalogue.parts[catalogue.parts["dealer_id"] == dealer_id]
    return {
        "dealer_id": dealer_id,
        "name": dealer["name"],
        "place": place(dealer),
        "phone": dealer["phone"] or None,
        "location": None if pd.isna(dealer["lat"]) else {"lat": dealer["lat"], "lon": dealer["lon"]},
        "parts": len(parts),
        "brands": sorted(parts["brand"].unique()),
    }
