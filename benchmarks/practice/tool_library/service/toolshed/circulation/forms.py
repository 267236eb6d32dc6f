from django import forms

ORDERS = {"newest": ("-taken_at", "-id"), "due": ("due_on", "id"), "tool": ("copy__tool__sku", "due_on")}


class TakeOutForm(forms.Form):
    card = forms.IntegerField(min_value=1)
    label = forms.CharField(max_length=30)


class LoanFilterForm(forms.Form):
    state = forms.ChoiceField(choices=[(one, one) for one in ("open", "overdue", "ended")], required=False)
    order = forms.ChoiceField(choices=[(one, one) for one in ORDERS], required=False)


class ReturnBoxForm(forms.Form):
    labels = forms.JSONField()

    def clean_labels(self):
        labels = self.cleaned_data["labels"]
        if not isinstance(labels, list) or not all(isinstance(one, str) for one in labels):
            raise forms.ValidationError("Give a list of labels.")
        return labels
