"""Pages for the browser."""
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import FormView, ListView, TemplateView

from . import accounts, audit, bookings, clock, forms, invitations, profiles
from .errors import Gone
from .models import Course


class Home(ListView):
    """What one can book."""

    template_name = "swim_club/home.html"
    context_object_name = "courses"

    def get_queryset(self):
        return Course.objects.select_related("trainer").filter(starts_at__gt=clock.now())


class ClubFormView(FormView):
    """A form with errors is shown again with 422."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Register(ClubFormView):
    template_name = "swim_club/form.html"
    form_class = forms.RegisterForm
    extra_context = {"title": "Become a member"}

    def form_valid(self, form):
        accounts.register(**form.cleaned_data)
        messages.success(self.request, "Look into your mail.")
        return redirect("home")


class ProfilePage(LoginRequiredMixin, ClubFormView):
    template_name = "swim_club/profile.html"
    form_class = forms.ProfileForm

    def get_initial(self):
        member = self.request.user
        return {
            "name": member.name,
            "locale": profiles.locale_of(member),
            "zone": member.profile.zone,
            "digest": member.profile.digest,
        }

    def get_context_data(self, **kwargs):
        member = self.request.user
        until = clock.in_hours(24 * 28)
        return super().get_context_data(
            lessons=bookings.lessons_of(member, clock.now(), until), devices=member.devices.all(), **kwargs
        )

    def form_valid(self, form):
        profiles.update(self.request.user, form.cleaned_data, actor=self.request.user)
        return redirect("profile")


def follow_link(request, purpose, code):
    """Where the links in our mails lead."""
    if purpose not in ("confirm", "reset", "invite"):
        raise Http404("No such link")
    form = forms.PasswordForm(request.POST or None)
    try:
        if purpose == "confirm":
            accounts.confirm(code)
        elif request.method == "POST" and form.is_valid():
            act = accounts.reset if purpose == "reset" else invitations.accept
            act(code, form.cleaned_data["password"])
        else:
            status = 422 if request.method == "POST" else 200
            return render(request, "swim_club/form.html", {"form": form, "title": "Choose a password"}, status=status)
    except Gone as error:
        return render(request, "swim_club/message.html", {"text": error.message}, status=410)
    messages.success(request, "Thank you. You can sign in now.")
    return redirect("login")


class AuditPage(LoginRequiredMixin, UserPassesTestMixin, TemplateView):
    """The last entries, for the office."""

    template_name = "swim_club/audit.html"
    raise_exception = True

    def test_func(self):
        return self.request.user.is_club_staff

    def get_context_data(self, **kwargs):
        entries, _ = audit.page(action=self.request.GET.get("action"), limit=100)
        return super().get_context_data(entries=entries, **kwargs)
