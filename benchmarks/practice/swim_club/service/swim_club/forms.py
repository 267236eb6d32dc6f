"""HTML forms."""
from django import forms

from . import profiles


class RegisterForm(forms.Form):
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=120)
    password = forms.CharField(min_length=8, max_length=200, widget=forms.PasswordInput, strip=False)
    locale = forms.ChoiceField(choices=list(profiles.LOCALES.items()), initial=profiles.DEFAULT_LOCALE)


class PasswordForm(forms.Form):
    password = forms.CharField(min_length=8, max_length=200, widget=forms.PasswordInput, strip=False)


class ProfileForm(forms.Form):
    name = forms.CharField(max_length=120)
    locale = forms.ChoiceField(choices=list(profiles.LOCALES.items()))
    zone = forms.ChoiceField(choices=[("", "the club's"), *((name, name) for name in sorted(profiles.ZONES))], required=False)
    digest = forms.BooleanField(required=False)
