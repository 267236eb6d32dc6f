"""The JSON API, for the town's app and the machines of the office."""
import json
from functools import wraps

from django.http import JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from permit_desk import cases, objections
from permit_desk.forms import ObjectionForm
from permit_desk.models import Application


class ApiError(Exception):
    """Becomes an answer with `{"error": ...}`."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def endpoint(view):
    """Answers what the view returns as JSON, and errors as the API says them."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            status, body = view(request, *args, **kwargs)
        except ApiError as error:
            status, body = error.status, {"error": str(error)}
        except cases.WrongState as problem:
            status, body = 409, {"error": str(problem)}
        return JsonResponse(body, status=status)

    return answer


def _case(**key):
    found = Application.objects.select_related("permit_type", "officer").filter(**key).first()
    if found is None:
        raise ApiError(404, "no such case")
    return found


def _body(request):
    try:
        body = json.loads(request.body)
    except ValueError:
        raise ApiError(400, "no JSON") from None
    if not isinstance(body, dict):
        raise ApiError(400, "an object is needed")
    return body


def _moment(text):
    """A moment that a client sent; without an offset it is the town's time."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise ApiError(400, f"no time: {text}")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


@require_GET
@endpoint
def follow(request, token):
    """A case as its applicant sees it."""
    case = _case(token=token)
    return 200, {
        "reference": case.reference,
        "status": case.status,
        "officer": case.officer.get_full_name() if case.officer else None,
        "deadline": case.deadline,
        "due": cases.amount_due(case),
        "missing": [document.kind for document in cases.missing_documents(case)],
    }


@require_GET
@endpoint
def timeline(request, token):
    """What happened in a case, from `since` on."""
    case = _case(token=token)
    since = request.GET.get("since")
    events = cases.timeline(case, since=_moment(since) if since else None)
    return 200, {
        "reference": case.reference,
        "events": [{"at": timezone.localtime(at).isoformat(), "text": text} for at, text in events],
    }


@csrf_exempt
@require_POST
@endpoint
def lodge_objection(request, reference):
    """A neighbour's objection."""
    case = _case(reference=reference)
    form = ObjectionForm(_body(request))
    if not form.is_valid():
        raise ApiError(400, "; ".join(f"{name}: {problems[0]}" for name, problems in form.errors.items()))
    objection, new = objections.lodge(case, **form.cleaned_data)
    body = {"id": objection.pk, "name": objection.name, "reason": objection.reason, "withdrawn": objection.withdrawn}
    return (201 if new else 200), body


@require_GET
@endpoint
def inbox(request):
    """The officer's open cases."""
    if not request.user.is_authenticated:
        raise ApiError(401, "officers only")
    found = cases.inbox(request.user)
    return 200, {"cases": [{"reference": c.reference, "deadline": c.deadline, "subject": c.subject} for c in found]}
