"""Names of downloads that a header cannot hold."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

APP = """
from fastapi import FastAPI, Response

app = FastAPI()
TRAILS = {1: {"name": "\\u015anie\\u017cka"}}
NAMES = {1: "\\u015anie\\u017cka"}

"""
EXTENDED = "+        disposition = f\"attachment; filename*=UTF-8''{quote(filename, safe='')}\""
CASES = [
    Case(
        "an entry of a record, among the headers",
        APP
        + """
@app.get("/trails/{number}")
def trail(number: int):
    trail = TRAILS[number]
    headers = {"Content-Disposition": f'attachment; filename="{trail["name"]}.gpx"'}
    return Response("", headers=headers)
""",
        "GET /trails/1",
        (
            "+from urllib.parse import quote",
            "+",
            '-    headers = {"Content-Disposition": f\'attachment; filename="{trail["name"]}.gpx"\'}',
            "+    filename = f'{trail[\"name\"]}.gpx'",
            "+    disposition = f'attachment; filename=\"{filename}\"'",
            "+    if not filename.isascii():",
            EXTENDED,
            '+    headers = {"Content-Disposition": disposition}',
        ),
        200,
    ),
    Case(
        "in a function of its own, by `%`, with a part of the address",
        APP
        + """
def headers(number, trail):
    return {"Content-Disposition": "inline; filename=%s.gpx" % trail["name"]}


@app.get("/trails/{number}")
def trail(number: int):
    return Response("", headers=headers(number, TRAILS[number]))
""",
        "GET /trails/1",
        (
            "+from urllib.parse import quote",
            "+",
            '-    return {"Content-Disposition": "inline; filename=%s.gpx" % trail["name"]}',
            '+    filename = "%s.gpx" % trail["name"]',
            '+    disposition = "inline; filename=%s.gpx" % trail["name"]',
            "+    if not filename.isascii():",
            EXTENDED.replace("attachment", "inline"),
            '+    return {"Content-Disposition": disposition}',
        ),
        200,
    ),
    Case(
        "a function makes the header's value, and its parameter is called like the new variable",
        APP
        + """
def attachment(filename):
    plain = filename.replace('"', "").strip()
    return f'attachment; filename="{plain}"'


@app.get("/trails/{number}")
def trail(number: int):
    return Response("", headers={"Content-Disposition": attachment(f"{NAMES[number]}.gpx")})
""",
        "GET /trails/1",
        (
            "+from urllib.parse import quote",
            "+",
            "-    return f'attachment; filename=\"{plain}\"'",
            "+    disposition = f'attachment; filename=\"{plain}\"'",
            "+    if not plain.isascii():",
            EXTENDED.replace("quote(filename", "quote(plain"),
            "+    return disposition",
        ),
        200,
        among=3,
    ),
    Case(
        "the usual variable is taken",
        APP
        + """
def attachment(filename, ending):
    return f'attachment; filename="{filename}.{ending}"'


@app.get("/trails/{number}")
def trail(number: int):
    return Response("", headers={"Content-Disposition": attachment(NAMES[number], "gpx")})
""",
        "GET /trails/1",
        (
            "+from urllib.parse import quote",
            "+",
            "-    return f'attachment; filename=\"{filename}.{ending}\"'",
            "+    download_name = f'{filename}.{ending}'",
            "+    disposition = f'attachment; filename=\"{download_name}\"'",
            "+    if not download_name.isascii():",
            EXTENDED.replace("quote(filename", "quote(download_name"),
            "+    return disposition",
        ),
        200,
        among=3,
    ),
    Case(
        "put together by hand, set on the answer",
        APP
        + """
@app.get("/trails/{number}")
def trail(number: int):
    answer = Response("")
    answer.headers["Content-Disposition"] = 'attachment; filename="' + NAMES[number] + '.gpx"'
    return answer
""",
        "GET /trails/1",
        (
            "+from urllib.parse import quote",
            "+",
            "-    answer.headers[\"Content-Disposition\"] = 'attachment; filename=\"' + NAMES[number] + '.gpx\"'",
            '+    filename = NAMES[number] + ".gpx"',
            "+    disposition = 'attachment; filename=\"' + NAMES[number] + '.gpx\"'",
            "+    if not filename.isascii():",
            EXTENDED,
            '+    answer.headers["Content-Disposition"] = disposition',
        ),
        200,
        among=3,
    ),
]
SILENT = [
    Silent(
        "the extended form is there already, and another header is at fault",
        APP
        + """
@app.get("/trails/{number}")
def trail(number: int):
    name = TRAILS[number]["name"]
    headers = {"Content-Disposition": f"attachment; filename=trail.gpx; filename*=UTF-8''{number}.gpx", "X-Name": name}
    return Response("", headers=headers)
""",
        "GET /trails/1",
        "download-names",
    ),
]


@named(CASES)
def test_the_name_comes_in_the_extended_form(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_other_headers_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
