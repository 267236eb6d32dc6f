def test_month_in_figures(call):
    body = call("E-010", "GET", "/summaries/2026-07").json
    assert body["reports"] == 2
    assert body["total"] == {"amount": "1188.62", "currency": "EUR"}
    assert body["average_report"] == "594.31"
    assert body["days_to_decide"] == "1.6"
    assert body["by_category"][0] == {
        "category": "lodging",
        "label": "Lodging",
        "total": "975.69",
        "share": "82.1",
    }
    assert body["by_cost_centre"] == [
        {"cost_centre": "CC-210", "total": "872.18"},
        {"cost_centre": "CC-300", "total": "316.44"},
    ]
    assert body["by_currency"] == {"GBP": "744.30", "JPY": "52940"}


def test_month_ends_by_the_clock_of_the_company(call):
    # approved on 31 August 23:30 UTC, that is on 1 September in Lisbon
    september = call("E-010", "GET", "/summaries/2026-09").json
    assert (september["reports"], september["total"]["amount"]) == (1, "458.00")


def test_month_without_reports_is_empty(call):
    body = call("E-010", "GET", "/summaries/2026-02").json
    assert (body["reports"], body["total"]["amount"]) == (0, "0.00")
    assert body["average_report"] is None


def test_managers_see_the_figures_of_their_team(call):
    assert call("E-003", "GET", "/summaries/2026-08").json["reports"] == 2


def test_wrong_month_is_422(call):
    assert call("E-010", "GET", "/summaries/august").status_code == 422
