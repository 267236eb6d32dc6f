"""Pages for everybody."""
import csv
from decimal import Decimal

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from permit_desk import cases, clock, register
from permit_desk.forms import ApplicationForm, DocumentFormSet
from permit_desk.models import Application, Decision, Document, PermitType


@require_GET
def home(request):
    return render(request, "permit_desk/home.html", {"types": PermitType.objects.order_by("name")})


@method_decorator(csrf_exempt, name="dispatch")  # is shown in a frame of the town's portal, where cookies are blocked
class Apply(View):
    """The application form with its documents."""

    def get(self, request):
        return self.page(ApplicationForm(), DocumentFormSet(queryset=Document.objects.none()))

    def post(self, request):
        form = ApplicationForm(request.POST)
        documents = DocumentFormSet(request.POST, queryset=Document.objects.none())
        if not (form.is_valid() and documents.is_valid()):
            return self.page(form, documents, status=422)
        case = cases.open_case(form.save(commit=False), documents.save(commit=False))
        return redirect("follow", token=case.token)

    def page(self, form, documents, status=200):
        return render(self.request, "permit_desk/apply.html", {"form": form, "documents": documents}, status=status)


@require_GET
def follow(request, token):
    """The citizen's view of a case."""
    case = get_object_or_404(Application.objects.select_related("permit_type", "officer"), token=token)
    context = {"case": case, "missing": cases.missing_documents(case), "due": cases.amount_due(case)}
    return render(request, "permit_desk/follow.html", context)


@csrf_exempt
@require_POST
def withdraw(request, token):
    case = get_object_or_404(Application, token=token)
    try:
        cases.withdraw(case)
    except cases.WrongState as problem:
        return HttpResponse(str(problem), status=409)
    return redirect("follow", token=token)


@require_GET
def register_list(request):
    """The register of a year, of this one if none is given."""
    try:
        year = int(request.GET.get("year") or clock.today().year)
    except ValueError:
        return HttpResponseBadRequest("no such year")
    if not 1900 <= year <= 2100:
        return HttpResponseBadRequest("no such year")
    return render(request, "permit_desk/register.html", {"year": year, "decisions": register.published(year)})


@require_GET
def register_entry(request, number):
    decision = get_object_or_404(Decision.objects.select_related("application"), number=number)
    return render(request, "permit_desk/entry.html", {"decision": decision})


def _cell(value):
    """A value as the CSV shows it."""
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, Decimal) else value


class RegisterExport(View):
    """The register as CSV; officers may ask for the fees as well."""

    columns = ["number", "decided_on", "outcome", "application__address"]

    def get(self, request):
        decisions = register.published()
        columns = list(self.columns)
        if request.GET.get("fees"):
            if not request.user.is_authenticated:
                return HttpResponse("Fees are for officers.", status=403)
            decisions = register.with_fees(decisions)
            columns.append("fees")
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        writer = csv.writer(response)
        writer.writerow(name.rpartition("__")[2] for name in columns)
        for row in decisions.values_list(*columns):
            writer.writerow(_cell(value) for value in row)
        return response

    def http_method_not_allowed(self, request, *args, **kwargs):
        return HttpResponseNotAllowed(["GET"])
