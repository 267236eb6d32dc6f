"""The HTML pages of the catalogue."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import DetailView, FormView, ListView, UpdateView

from airwaves.catalogue.finding import find
from airwaves.catalogue.forms import RecordingForm, SearchForm
from airwaves.catalogue.models import Recording, Show


class ShowsPage(ListView):
    model = Show
    template_name = "shows.html"


class ShowPage(DetailView):
    model = Show
    template_name = "show.html"

    def get_context_data(self, **kwargs):
        rows = self.object.recordings.visible_to(self.request.caller).newest_first()
        return super().get_context_data(recordings=rows, **kwargs)


class RecordingPage(DetailView):
    template_name = "recording.html"
    slug_field = slug_url_kwarg = "signature"

    def get_queryset(self):
        return Recording.objects.visible_to(self.request.caller).select_related("show")


class EditRecordingPage(LoginRequiredMixin, UpdateView):
    model = Recording
    form_class = RecordingForm
    template_name = "recording_form.html"
    slug_field = slug_url_kwarg = "signature"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SearchPage(FormView):
    form_class = SearchForm
    template_name = "search.html"

    def get_form_kwargs(self):
        return {"data": self.request.GET or None}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["found"] = find(form.cleaned_data, self.request.caller)[:50] if form.is_valid() else None
        return context
