"""CSV for the spreadsheet people; semicolons, because their Excel is German."""
import csv

from django.http import HttpResponse

from choir_desk.attendance import summary
from choir_desk.auth import api
from choir_desk.http import ApiError, choice, day
from choir_desk.models import Account, Loan, Member

MEMBER_COLUMNS = ["number", "name", "section", "email", "phone", "joined", "account"]
LOAN_COLUMNS = ["loan", "shelf", "title", "copy", "borrower", "section", "lent", "due", "state"]
ATTENDANCE_COLUMNS = ["name", "section", "present", "excused", "marked", "rate"]


def csv_response(name, columns, rows):
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return response


def german(day):
    return day.strftime("%d.%m.%Y") if day else ""


def member_row(member):
    account = getattr(member, "account", None)
    return [
        member.pk,
        member.sort_name,
        member.section.code,
        member.email,
        member.phone,
        german(member.joined_on),
        account.role if account else "",
    ]


@api("GET", role=Account.ADMIN)
def members_csv(request):
    members = Member.objects.current().select_related("section", "account")
    return csv_response("members.csv", MEMBER_COLUMNS, map(member_row, members))


def borrower(loan):
    """Name and section for a row; both empty for members who were erased."""
    if loan.member is None:
        return "", ""
    return loan.member.sort_name, loan.member.section.code


def loan_row(loan):
    name, section = borrower(loan)
    return [
        loan.pk,
        loan.score.shelf,
        loan.score.title,
        loan.copy,
        name,
        section,
        german(loan.lent_on),
        german(loan.due_on),
        loan.state,
    ]


@api("GET", role=Account.LIBRARIAN)
def loans_csv(request):
    loans = Loan.objects.select_related("score", "member__section")
    if request.GET.get("state"):
        loans = loans.filter(state=choice(request.GET["state"], "state", Loan.STATES))
    return csv_response("loans.csv", LOAN_COLUMNS, map(loan_row, loans))


@api("GET", role=Account.LIBRARIAN)
def attendance_csv(request):
    start, end = day(request.GET.get("from"), "from"), day(request.GET.get("to"), "to")
    if end < start:
        raise ApiError(400, "to lies before from")
    rows = (
        [i["name"], i["section"], i["present"], i["excused"], i["marked"], "" if i["rate"] is None else i["rate"]]
        for i in summary(start, end)
    )
    return csv_response("attendance.csv", ATTENDANCE_COLUMNS, rows)
