"""What comes from HTML forms."""
from django import forms

from language_school import catalogue
from language_school.models import Student


class ApplicationForm(forms.ModelForm):
    class Meta:
        model = Student
        fields = ["name", "email", "language", "born_on", "guardian"]

    def clean_language(self):
        return catalogue.language_for(self.cleaned_data["language"])


class EmailForm(forms.Form):
    email = forms.EmailField()


class ImportForm(forms.Form):
    file = forms.FileField(allow_empty_file=False)
