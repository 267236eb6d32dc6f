from django import forms

from blood_bank import clock
from blood_bank.models import Donor


class DonorForm(forms.ModelForm):
    class Meta:
        model = Donor
        fields = ["first_name", "last_name", "email", "born", "weight_kg", "group"]

    def clean_born(self):
        born = self.cleaned_data["born"]
        if born > clock.today():
            raise forms.ValidationError("The day of birth is in the future.")
        return born

    def save(self, commit=True):
        self.instance.number = self.instance.number or self.next_number()
        return super().save(commit)

    @staticmethod
    def next_number():
        last = Donor.objects.order_by("-pk").first()
        return f"D-{1000 + (last.pk if last else 0) + 1}"
