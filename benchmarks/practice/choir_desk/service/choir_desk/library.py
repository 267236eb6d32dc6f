"""The sheet-music library: scores, copies, loans."""
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from choir_desk import audit, notifications
from choir_desk.auth import api, needs
from choir_desk.http import ApiError, body, choice, day, page, text, whole
from choir_desk.models import Account, Loan, Member, Score


def score_json(score):
    return {
        "id": score.pk,
        "title": score.title,
        "composer": score.composer,
        "shelf": score.shelf,
        "copies": score.copies,
        "minimum": score.minimum,
        "out": score.out_count,
    }


def scores():
    return Score.objects.annotate(out_count=Count("loans", filter=Q(loans__state=Loan.OUT)))


def loan_json(loan):
    return {
        "id": loan.pk,
        "score": loan.score_id,
        "title": loan.score.title,
        "copy": loan.copy,
        "member": loan.member_id,
        "lent_on": loan.lent_on,
        "due_on": loan.due_on,
        "closed_on": loan.closed_on,
        "state": loan.state,
    }


@api("GET", "POST")
def score_list(request):
    if request.method == "GET":
        found = scores()
        for word in request.GET.get("q", "").split():
            found = found.filter(Q(title__icontains=word) | Q(composer__icontains=word))
        return page(request, found, score_json)
    needs(request, Account.LIBRARIAN)
    data = body(request)
    shelf = text(data, "shelf", longest=12).upper()
    if Score.objects.filter(shelf=shelf).exists():
        raise ApiError(409, f"shelf {shelf} is taken")
    score = Score.objects.create(
        title=text(data, "title"),
        composer=text(data, "composer", required=False, longest=80),
        shelf=shelf,
        copies=whole(data.get("copies"), "copies", most=500),
        minimum=None if data.get("minimum") is None else whole(data["minimum"], "minimum", most=500),
    )
    return score_json(scores().get(pk=score.pk)), 201


@api("GET")
def score_detail(request, pk):
    return score_json(get_object_or_404(scores(), pk=pk))


@api("GET", "POST", role=Account.LIBRARIAN)
def loan_list(request):
    if request.method == "POST":
        return lend(request)
    loans = Loan.objects.select_related("score", "member")
    if request.GET.get("state"):
        loans = loans.filter(state=choice(request.GET["state"], "state", Loan.STATES))
    if request.GET.get("member"):
        loans = loans.filter(member=whole(request.GET["member"], "member", most=10**9))
    if request.GET.get("due_before"):
        loans = loans.filter(due_on__lt=day(request.GET["due_before"], "due_before"))
    return page(request, loans, loan_json)


def free_copy(score):
    """The lowest number that is not out; lost copies keep their number."""
    gone = set(score.loans.exclude(state=Loan.BACK).values_list("copy", flat=True))
    lost = score.loans.filter(state=Loan.LOST).count()
    for number in range(1, score.copies + lost + 1):
        if number not in gone:
            return number
    raise ApiError(409, f"all copies of {score.title} are out")


def lend(request):
    data = body(request)
    score = get_object_or_404(Score, pk=whole(data.get("score"), "score", most=10**9))
    member = get_object_or_404(Member.objects.current(), pk=whole(data.get("member"), "member", most=10**9))
    if score.loans.filter(member=member, state=Loan.OUT).exists():
        raise ApiError(409, f"{member.display_name} has a copy")
    lent_on = day(data["lent_on"], "lent_on") if data.get("lent_on") else timezone.localdate()
    days = whole(data.get("days", settings.LOAN_DAYS), "days", least=1, most=365)
    loan = Loan.objects.create(
        score=score, member=member, copy=free_copy(score), lent_on=lent_on, due_on=lent_on + timedelta(days=days)
    )
    return loan_json(loan), 201


def open_loan(pk):
    loan = get_object_or_404(Loan.objects.select_related("score", "member"), pk=pk)
    if loan.state != Loan.OUT:
        raise ApiError(409, "this loan is closed")
    return loan


def close(loan, state, on):
    loan.state, loan.closed_on = state, on
    loan.save(update_fields=["state", "closed_on"])


def closing_day(request):
    data = body(request)
    return day(data["on"], "on") if data.get("on") else timezone.localdate()


@api("POST", role=Account.LIBRARIAN)
def return_loan(request, pk):
    loan = open_loan(pk)
    close(loan, Loan.BACK, closing_day(request))
    return loan_json(loan)


@api("POST", role=Account.LIBRARIAN)
def lose_loan(request, pk):
    """A copy is lost: the loan is closed, the score has one copy less, the office may have to buy."""
    loan = open_loan(pk)
    close(loan, Loan.LOST, closing_day(request))
    score = loan.score
    Score.objects.filter(pk=score.pk).update(copies=F("copies") - 1)
    score.refresh_from_db(fields=["copies"])
    warned = notifications.warn_if_short(score)
    audit.record(request.account, "loan.lost", loan)
    return {"loan": loan_json(loan), "warned": warned}
