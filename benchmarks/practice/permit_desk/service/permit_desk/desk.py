"""Pages for officers."""
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from permit_desk import cases, lists, objections, reminders
from permit_desk.forms import CaseForm, DecisionForm, HearingForm, ListForm
from permit_desk.models import Application


class Inbox(LoginRequiredMixin, ListView):
    """The officer's open cases, or what a search finds."""

    template_name = "permit_desk/inbox.html"
    context_object_name = "cases"

    def get_queryset(self):
        text = self.request.GET.get("q", "").strip()
        return cases.search(text) if text else cases.inbox(self.request.user)


def _page(request, case, form, status=200):
    context = {"case": case, "form": form, "missing": cases.missing_documents(case)}
    return render(request, "permit_desk/case.html", context, status=status)


@login_required
def case(request, reference):
    """Look at a case and change it."""
    found = get_object_or_404(Application, reference=reference)
    if request.method != "POST":
        return _page(request, found, CaseForm(instance=found))
    form = CaseForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    cases.change(found, request.user, form)
    return redirect("case", reference=reference)


@login_required
@require_POST
def remind(request, reference):
    found = get_object_or_404(Application, reference=reference)
    if reminders.remind(found, request.user) is None:
        return HttpResponse("Nothing is missing.", status=409)
    return redirect("case", reference=reference)


@login_required
@require_POST
def hearing(request, reference):
    """Call a hearing in a contested case."""
    found = get_object_or_404(objections.contested(), reference=reference)
    form = HearingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    objections.call_hearing(found, request.user, **form.cleaned_data)
    return redirect("case", reference=reference)


@login_required
@require_POST
def decide(request, reference):
    found = get_object_or_404(Application, reference=reference)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        decision = cases.decide(found, request.user, **form.cleaned_data)
    except cases.WrongState as problem:
        return HttpResponse(str(problem), status=409)
    return redirect("register-entry", number=decision.number)


class Parcels(LoginRequiredMixin, FormView):
    """Upload of the surveyor's list."""

    form_class = ListForm
    template_name = "permit_desk/parcels.html"

    def form_valid(self, form):
        try:
            entry = lists.import_parcels(form.cleaned_data["file"], self.request.user)
        except lists.UnreadableList as problem:
            form.add_error("file", str(problem))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=ListForm(), entry=entry))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
