from django import forms


class HoldForm(forms.Form):
    sku = forms.CharField(max_length=24)
