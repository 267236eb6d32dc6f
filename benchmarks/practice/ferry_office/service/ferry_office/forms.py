"""What visitors and handhelds may send."""
from decimal import Decimal

from django import forms

from .models import Passenger, Vehicle


class StartForm(forms.Form):
    sailing = forms.CharField(max_length=8)


class PassengerForm(forms.Form):
    name = forms.CharField(max_length=80)
    kind = forms.ChoiceField(choices=Passenger.Kind.choices, required=False)

    def clean_kind(self):
        return self.cleaned_data["kind"] or Passenger.Kind.ADULT.value


class VehicleForm(forms.Form):
    kind = forms.ChoiceField(choices=Vehicle.Kind.choices)
    plate = forms.CharField(max_length=12)
    length_m = forms.DecimalField(min_value=Decimal("1"), max_value=Decimal("25"), max_digits=5, decimal_places=2)
    height_m = forms.DecimalField(min_value=Decimal("0.5"), max_value=Decimal("4.6"), max_digits=4, decimal_places=2)


class ConfirmForm(forms.Form):
    contact = forms.EmailField()
    flexible = forms.BooleanField(required=False)


class QuoteForm(forms.Form):
    route = forms.CharField(max_length=4)
    adults = forms.IntegerField(min_value=0, max_value=60, required=False)
    children = forms.IntegerField(min_value=0, max_value=60, required=False)
    infants = forms.IntegerField(min_value=0, max_value=60, required=False)
    vehicle = forms.ChoiceField(choices=Vehicle.Kind.choices, required=False)

    def party(self):
        data = self.cleaned_data
        return {"adult": data["adults"] or 0, "child": data["children"] or 0, "infant": data["infants"] or 0}


class CancelForm(forms.Form):
    reason = forms.CharField(max_length=40)


class ScanForm(forms.Form):
    passenger = forms.IntegerField(min_value=1)
