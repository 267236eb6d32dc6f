HEADER = "number,state,plate,product,customer,haulier,net_kg,net,weighed_in_at,weighed_out_at"


def lines(ask, month):
    answer = ask("office", "GET", f"/tickets.csv?month={month}")
    assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (200, "text/csv")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=tickets-{month}.csv"
    found = answer.content.decode().split("\r\n")
    assert (found[0], found[-1]) == (HEADER, "")
    return found[1:-1]


def test_may(ask):
    assert lines(ask, "2026-05") == [
        "20311,out,CV19 HKE,TYPE1,EVANS,Rees Haulage,20000,299.46,2026-05-06 05:22:00+00:00,2026-05-06 05:41:00+00:00",
        "20312,out,CU70 TRM,20MM,TYGWYN,Rees Haulage,20000,387.80,2026-05-06 08:10:00+00:00,2026-05-06 08:29:00+00:00",
        "20313,out,CX22 LLN,20MM,PARRY,,18980,356.68,2026-05-19 12:40:00+00:00,2026-05-19 13:05:00+00:00",
        "20314,out,CE68 OVB,TOPSOIL,CAFFI,Morgan Tippers,4290,111.54,2026-05-27 15:31:00+00:00,2026-05-27 15:47:00+00:00",
    ]


def test_june(ask):
    found = lines(ask, "2026-06")
    assert [int(line.split(",")[0]) for line in found] == list(range(20315, 20325))
    assert found[-1] == "20324,in,CE68 OVB,20MM,TYGWYN,Morgan Tippers,,,2026-06-16 08:57:00+00:00,"
    assert found[5].startswith("20320,out,WA15 GBD,DUST,,,1500,20.91,")


def test_again_and_nothing(ask):
    assert lines(ask, "2026-01") == []
    assert lines(ask, "2026-06") == lines(ask, "2026-06")


def test_many(ask, sql):
    sql(
        "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1500) "
        "INSERT INTO tickets (number, plate, product, tare_kg, weighed_in_at) "
        "SELECT 30000 + i, 'X' || i, 'DUST', 1000, '2026-02-10T09:00:00+00:00' FROM n"
    )
    assert len(lines(ask, "2026-02")) == 1500


def test_in_a_request_of_the_server(app):
    """As a server does it: the whole answer is read, then closed."""
    from werkzeug.test import EnvironBuilder, run_wsgi_app

    environ = EnvironBuilder("/tickets.csv?month=2026-05", headers={"Authorization": "Bearer office-token"}).get_environ()
    body, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert (status, b"".join(body).count(b"\r\n")) == ("200 OK", 5)


def test_the_rest(ask):
    assert ask("gate", "GET", "/tickets.csv?month=2026-05").status == 403
    assert ask(None, "GET", "/tickets.csv?month=2026-05").status == 401
    assert ask("office", "GET", "/tickets.csv?month=x").status == 422
    assert len(ask("gate", "GET", "/tickets?day=2026-06-02").json["tickets"]) == 2
