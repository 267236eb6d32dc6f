from django import forms


class FaultForm(forms.Form):
    fault = forms.CharField(max_length=200)


class RepairedForm(forms.Form):
    """Repairs by our own hands cost nothing that anybody would write down."""

    cost = forms.DecimalField(min_value=0, max_digits=7, decimal_places=2, required=False)
