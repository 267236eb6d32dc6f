"""What parts cost: offers of today, and sales over time."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from parts_finder.errors import PartsError

GROUPS = ("brand", "category", "condition", "dealer_id")
BUCKETS = {"day": "D", "week": "W-SUN", "month": "ME", "quarter": "QE"}
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q"}


def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PartsError(f"there is no time zone {name}") from error


def wall_clock(times: pd.Series, zone: ZoneInfo) -> pd.Series:
    """What the clock on the wall showed, without a zone."""
    return times.dt.tz_convert(zone).dt.tz_localize(None)


def prices(parts: pd.DataFrame, by: str) -> list[dict[str, object]]:
    """Of the offers of each group: how many, how many of them with a price, quartiles and range."""
    if by not in GROUPS:
        raise PartsError(f"by is one of {', '.join(GROUPS)}")
    answered = []
    for value, group in parts.groupby(by):
        priced = group["price"]
        low, middle, high = (priced.quantile(share) for share in (0.25, 0.5, 0.75))
        answered.append({
            by: value, "offers": len(group), "priced": int(priced.count()), "lowest": priced.min(),
            "lower_quartile": round(low, 2), "median": round(middle, 2), "upper_quartile": round(high, 2),
            "highest": priced.max(),
        })
    return answered


def selected(sales: pd.DataFrame, category: str = "", brand: str = "") -> pd.DataFrame:
    if category:
        sales = sales[sales["category"].str.lower() == category.lower()]
    if brand:
        sales = sales[sales["brand"].str.lower() == brand.lower()]
    return sales


def trend(sales: pd.DataFrame, by: str, zone: ZoneInfo) -> list[dict[str, object]]:
    """Sales and their median price in each bucket, which is named by its first day."""
    if by not in BUCKETS:
        raise PartsError(f"by is one of {', '.join(BUCKETS)}")
    if sales.empty:
        return []
    sold = pd.Series(sales["price"].to_numpy(), index=pd.DatetimeIndex(wall_clock(sales["sold_at"], zone)))
    buckets = sold.resample(BUCKETS[by]).agg(["size", "median"])
    starts = buckets.index.to_period(PERIODS[by]).start_time
    return [
        {"from": start.date().isoformat(), "sold": int(size), "median": median}
        for start, size, median in zip(starts, buckets["size"], buckets["median"], strict=True)
    ]


def busiest(sales: pd.DataFrame, zone: ZoneInfo, most: int) -> list[dict[str, object]]:
    """The hours in which most was sold, the earlier one first where two sold the same."""
    hours = wall_clock(sales["sold_at"], zone).dt.floor("h")
    counts = hours.value_counts().reset_index().sort_values(["count", "sold_at"], ascending=[False, True])
    return [
        {"hour": hour.strftime("%Y-%m-%dT%H:00"), "sold": int(count)}
        for hour, count in zip(counts["sold_at"].head(most), counts["count"].head(most), strict=True)
    ]
