from datetime import datetime

from django import forms
from django.utils import timezone


class PopularForm(forms.Form):
    year = forms.IntegerField(min_value=2000, max_value=2100)
    limit = forms.IntegerField(min_value=1, max_value=50, required=False)


class PeriodForm(forms.Form):
    first = forms.DateField()
    last = forms.DateField()

    def clean(self):
        known = super().clean()
        if "first" in known and "last" in known and known["last"] < known["first"]:
            self.add_error("last", "The period ends before it begins.")
        return known


class SinceForm(forms.Form):
    """An instant in ISO 8601; without an offset it is meant as the clock in the library shows it."""

    since = forms.CharField(max_length=40)

    def clean_since(self):
        try:
            instant = datetime.fromisoformat(self.cleaned_data["since"])
        except ValueError as error:
            raise forms.ValidationError("Give an instant in ISO 8601.") from error
        return timezone.make_aware(instant) if timezone.is_naive(instant) else instant
