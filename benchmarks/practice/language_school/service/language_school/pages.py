"""HTML pages, and the links that e-mails lead to."""
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import FormView, ListView, TemplateView

from language_school import accounts, importer, placement
from language_school.errors import SchoolError
from language_school.forms import ApplicationForm, EmailForm, ImportForm
from language_school.models import Student


class Page(FormView):
    """A form that is shown again with 422 while it has errors."""

    template_name = "language_school/form.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OfficeOnly(LoginRequiredMixin, UserPassesTestMixin):
    def test_func(self):
        return self.request.user.role == "office"


class Apply(Page):
    form_class = ApplicationForm

    def form_valid(self, form):
        student, _ = placement.apply(**form.cleaned_data)
        self.request.session["applicant"] = student.number
        return redirect("applied")


class Applied(TemplateView):
    template_name = "language_school/applied.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(number=self.request.session.get("applicant"), **kwargs)


class Account(LoginRequiredMixin, TemplateView):
    template_name = "language_school/account.html"


class Password(LoginRequiredMixin, Page):
    form_class = PasswordChangeForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        update_session_auth_hash(self.request, form.save())
        return redirect("account")


class Email(LoginRequiredMixin, Page):
    """Asks for a new address; the link is on the page of the training room, by e-mail elsewhere."""

    form_class = EmailForm

    def form_valid(self, form):
        try:
            link = accounts.email_link(self.request.user, form.cleaned_data["email"])
        except SchoolError as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        return render(self.request, "language_school/sent.html", {"link": link})


def confirm_email(request, token):
    """The link works in any browser, logged in or not."""
    try:
        user, _ = accounts.confirm_email(token)
    except SchoolError as error:
        return HttpResponse(f"{error}\n", status=error.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(f"Your address is {user.email} now.\n", content_type="text/plain; charset=utf-8")


class Students(OfficeOnly, ListView):
    template_name = "language_school/students.html"
    paginate_by = 50

    def get_queryset(self):
        wanted = self.request.GET.get("q", "").strip()
        return Student.objects.filter(name__icontains=wanted).exclude(state="left")


class Import(OfficeOnly, Page):
    form_class = ImportForm

    def form_valid(self, form):
        try:
            result = importer.load(form.cleaned_data["file"].read())
        except SchoolError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return render(self.request, "language_school/imported.html", {"result": result})
