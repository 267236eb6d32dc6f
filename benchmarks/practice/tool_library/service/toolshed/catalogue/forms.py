"""What may be asked of the catalogue, and changed in it."""

from django import forms

from toolshed.catalogue.models import Category, Tool


class SearchForm(forms.Form):
    q = forms.CharField(required=False, max_length=80)
    category = forms.ModelChoiceField(Category.objects, to_field_name="name", required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in ("sku", "name", "brand")], required=False)


class ToolForm(forms.ModelForm):
    category = forms.ModelChoiceField(Category.objects, to_field_name="name", required=False)
    brand = forms.CharField(max_length=60, required=False, empty_value=None)
    deposit = forms.DecimalField(min_value=0, max_digits=7, decimal_places=2, required=False)

    class Meta:
        model = Tool
        fields = ["name", "category", "brand", "deposit", "listed"]
