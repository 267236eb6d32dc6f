from datetime import timedelta

from django import forms
from django.conf import settings

from airwaves import clock
from airwaves.catalogue.models import Recording
from airwaves.tapes.models import Tape


class TapeForm(forms.ModelForm):
    recording = forms.ModelChoiceField(queryset=Recording.objects.all(), to_field_name="signature")

    class Meta:
        model = Tape
        fields = ["barcode", "recording", "shelf", "condition"]


class TapeChangeForm(forms.ModelForm):
    class Meta:
        model = Tape
        fields = ["shelf", "condition"]


class LoanForm(forms.Form):
    tape = forms.CharField(max_length=12)
    borrower = forms.CharField(max_length=120)
    due_on = forms.DateField(required=False)

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"] or clock.today() + timedelta(days=settings.LOAN_DAYS)
        if due_on < clock.today():
            raise forms.ValidationError("This day has passed.")
        return due_on
