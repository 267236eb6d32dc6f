"""HTML pages: donors' desk and the page behind the links of our mails."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import CreateView, DetailView, ListView

from blood_bank import clock, eligibility, links
from blood_bank.forms import DonorForm
from blood_bank.models import Appointment, Donor


class DonorList(ListView):
    template_name = "pages/donor_list.html"
    context_object_name = "donors"
    paginate_by = 20

    def get_queryset(self):
        return Donor.objects.matching(self.request.GET.get("q", ""))


class DonorPage(DetailView):
    template_name = "pages/donor.html"
    model = Donor
    slug_field = slug_url_kwarg = "number"

    def get_context_data(self, **kwargs):
        today = clock.today()
        return super().get_context_data(
            obstacle=eligibility.obstacle(self.object, today),
            next_day=eligibility.next_day(self.object, today),
            **kwargs,
        )


class DonorCreate(CreateView):
    """New donors; whoever is on file already is shown instead of entered again."""

    template_name = "pages/donor_form.html"
    form_class = DonorForm

    def post(self, request, *args, **kwargs):
        self.object = None
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        entered = form.cleaned_data
        known = Donor.objects.same_person(entered["last_name"], entered["born"])
        twin = known.filter(first_name__iexact=entered["first_name"]).first()
        if twin is not None:
            return HttpResponseRedirect(twin.get_absolute_url())
        return self.form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=400)


class AppointmentPage(DetailView):
    """What a donor sees who follows the link; POST cancels the visit."""

    template_name = "pages/appointment.html"
    context_object_name = "appointment"

    def get_object(self, queryset=None):
        return get_object_or_404(Appointment, pk=links.read(self.kwargs["token"]))

    def post(self, request, *args, **kwargs):
        appointment = self.get_object()
        if appointment.status == Appointment.Status.BOOKED and appointment.start > clock.now():
            appointment.status = Appointment.Status.CANCELLED
            appointment.save(update_fields=["status"])
        return HttpResponseRedirect(request.path)
