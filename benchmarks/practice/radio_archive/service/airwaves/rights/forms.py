from django import forms

from airwaves.rights.models import Grant


class GrantForm(forms.ModelForm):
    class Meta:
        model = Grant
        fields = ["holder", "use", "valid_from", "valid_until"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "A right cannot end before it begins.")
        return cleaned


class EndingForm(forms.Form):
    days = forms.IntegerField(min_value=0, max_value=3650, required=False)

    def clean_days(self):
        days = self.cleaned_data["days"]
        return 30 if days is None else days
