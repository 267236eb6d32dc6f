"""What JSON bodies have to look like."""

from django import forms
from django.utils import timezone

from portal import clock
from portal.status import Priority
from portal.models import Role


class SignInForm(forms.Form):
    email = forms.EmailField()
    password = forms.CharField(strip=False)


class EmailForm(forms.Form):
    email = forms.EmailField()


class TokenForm(forms.Form):
    token = forms.CharField(max_length=200)


class AccountForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices, required=False)
    blocked = forms.NullBooleanField(required=False)


class TenancyForm(forms.Form):
    tenant = forms.IntegerField()
    flat = forms.CharField(max_length=20)
    starts_on = forms.DateField()
    ends_on = forms.DateField(required=False)


class ReadingForm(forms.Form):
    read_on = forms.DateField()
    value = forms.IntegerField(min_value=0, max_value=99_999_999)


class CorrectionForm(forms.Form):
    value = forms.IntegerField(min_value=0, max_value=99_999_999)


class RepairForm(forms.Form):
    flat = forms.CharField(max_length=20)
    title = forms.CharField(max_length=120)
    description = forms.CharField(max_length=4000, required=False)
    priority = forms.ChoiceField(choices=Priority.choices, required=False)
    due_on = forms.DateField(required=False)


class MoveForm(forms.Form):
    status = forms.CharField(max_length=20)


class AppointmentForm(forms.Form):
    repair = forms.IntegerField()
    trade = forms.IntegerField()
    starts_at = forms.DateTimeField()
    ends_at = forms.DateTimeField()

    def clean(self) -> dict:
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and starts_at < clock.now():
            self.add_error("starts_at", "This has passed.")
        if starts_at and ends_at:
            if ends_at <= starts_at:
                self.add_error("ends_at", "This is not after the start.")
            elif timezone.localdate(ends_at) != timezone.localdate(starts_at):
                raise forms.ValidationError("An appointment ends on its day.")
        return cleaned


class RoundForm(forms.Form):
    building = forms.CharField(max_length=10)
    title = forms.CharField(max_length=80)
    day = forms.DateField()
    from_time = forms.TimeField(required=False)


class LetterForm(forms.Form):
    flat = forms.CharField(max_length=20)
    subject = forms.CharField(max_length=150)
    body = forms.CharField(max_length=20_000)
