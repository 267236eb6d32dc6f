from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.views.generic import CreateView

from airwaves import clock
from airwaves.api import Endpoint, body, page_of, vetted
from airwaves.catalogue.models import Recording
from airwaves.catalogue.views import recording_for
from airwaves.rights.forms import EndingForm, GrantForm
from airwaves.rights.models import Grant


def grant_row(grant: Grant) -> dict[str, Any]:
    return {
        "id": grant.pk,
        "recording": grant.recording.signature,
        "holder": grant.holder,
        "use": grant.use,
        "valid_from": grant.valid_from.isoformat(),
        "valid_until": grant.valid_until.isoformat() if grant.valid_until else None,
    }


class Grants(Endpoint):
    """The rights of one recording."""

    scopes = {"get": "edit", "post": "edit"}

    def get(self, request, signature):
        recording = recording_for(request, signature)
        in_force = set(recording.grants.in_force(clock.today()).values_list("use", flat=True))
        rows = recording.grants.select_related("recording")
        return {"may": sorted(in_force), "items": [grant_row(row) for row in rows]}

    def post(self, request, signature):
        recording = recording_for(request, signature)
        form = GrantForm(body(request), instance=Grant(recording=recording))
        vetted(form)
        return 201, grant_row(form.save())


class Ending(Endpoint):
    """Rights that end soon, the next one first."""

    scopes = {"get": "edit"}

    def get(self, request):
        days = vetted(EndingForm(request.GET))["days"]
        rows = Grant.objects.ending_within(clock.today(), days).select_related("recording")
        return page_of(request, rows, grant_row)


class NewGrantPage(LoginRequiredMixin, CreateView):
    form_class = GrantForm
    template_name = "grant_form.html"

    def get_form_kwargs(self):
        recording = get_object_or_404(Recording, signature=self.kwargs["signature"])
        return {**super().get_form_kwargs(), "instance": Grant(recording=recording)}

    def get_success_url(self):
        return self.object.recording.get_absolute_url()

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
