from expense_report.pdf import Pdf, escape
from expense_report.printout import initials, shorten


def test_report_is_printed(call):
    answer = call("E-004", "GET", "/reports/ER-2026-0010/report.pdf")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.4")
    for text in ("Expense report ER-2026-0010", "Status: Approved", "318.00 EUR", "458.00 EUR"):
        assert text.encode() in answer.data


def test_submission_is_printed_in_the_zone_of_the_company(call):
    answer = call("E-004", "GET", "/reports/ER-2026-0010/report.pdf")
    assert b"Submitted: 2026-08-29 10:00" in answer.data


def test_long_report_takes_several_pages(call):
    lines = "".join(f"2026-08-20,meals,{n}.00\n" for n in range(1, 41))
    content = "date,category,amount\n" + lines
    call("E-007", "POST", "/reports/ER-2026-0015/items/import", data=content)
    answer = call("E-007", "GET", "/reports/ER-2026-0015/report.pdf")
    assert b"/Count 2" in answer.data
    assert b"ER-2026-0015 / P / 2 of 2" in answer.data


def test_text_is_escaped():
    assert escape("a (b) \\") == b"a \\(b\\) \\\\"


def test_cross_references_point_at_their_objects():
    pdf = Pdf("t")
    pdf.add_page()
    pdf.text(10, 10, "hello")
    content = pdf.render()
    table = content[content.index(b"xref\n") :].splitlines()[3:10]
    for number, entry in enumerate(table, start=1):
        offset = int(entry.split()[0])
        assert content[offset:].startswith(b"%d 0 obj" % number)


def test_names_are_shortened():
    assert initials("Noor El-Amin") == "NEA"
    assert shorten("a long merchant", 8) == "a lon..."
