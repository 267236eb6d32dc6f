"""Estimates for houses as clients describe them."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request

from house_price import currency as money
from house_price import estimation
from house_price.model import load_model
from house_price.schemas import BatchIn, BatchItem, BatchOut, Estimate, Explanation, HouseIn, ModelCard

router = APIRouter(tags=["estimates"])


@router.post("/estimate")
def estimate(house: HouseIn, request: Request, currency: str | None = Query(default=None)) -> Estimate:
    """Estimate the price of a house."""
    settings = request.app.state.settings
    return estimation.estimate(house.model_dump(), settings.data, currency or settings.default_currency)


@router.post("/estimate/batch")
def estimate_batch(batch: BatchIn, request: Request) -> BatchOut:
    """Estimate many houses at once; a house of an unknown district does not spoil the others."""
    settings = request.app.state.settings
    currency = money.code(batch.currency or settings.default_currency)
    items = []
    for position, house in enumerate(batch.houses):
        try:
            found = estimation.estimate(house.model_dump(), settings.data, currency)
            items.append(BatchItem(position=position, estimate=found))
        except estimation.UnknownDistrict as error:
            items.append(BatchItem(position=position, error=str(error)))
    prices = [item.estimate.price for item in items if item.estimate is not None]
    return BatchOut(
        items=items,
        failed=len(items) - len(prices),
        total=money.rounded(sum(prices), currency),
        currency=currency,
    )


@router.post("/estimate/explain")
def explain(
    house: HouseIn,
    request: Request,
    currency: str | None = Query(default=None),
    top: int = Query(default=5, ge=1, le=10),
) -> Explanation:
    """Estimate the price of a house and say what moved it."""
    settings = request.app.state.settings
    return estimation.explain(house.model_dump(), settings.data, currency or settings.default_currency, top)


@router.get("/model")
def model_card(request: Request) -> ModelCard:
    """What serves the estimates."""
    model = load_model(request.app.state.settings.data)
    return ModelCard(
        version=model.version,
        r2=model.metrics["r2"],
        mape=model.metrics["mape"],
        features=[name for name in model.order if not name.startswith("district_")],
    )
