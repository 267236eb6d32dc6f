"""Forms of the pages."""
from django import forms
from django.core.exceptions import ValidationError

from permit_desk.models import Application, Decision, Document, Hearing, Objection


class ApplicationForm(forms.ModelForm):
    """What a citizen tells about the plan."""

    class Meta:
        model = Application
        fields = ["permit_type", "applicant_name", "applicant_email", "subject", "address"]


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = ["kind", "title", "pages"]


class BaseDocumentFormSet(forms.BaseModelFormSet):
    """The documents that come with an application."""

    def clean(self):
        """Each kind of document comes once."""
        super().clean()
        if any(self.errors):
            return
        kinds = [form.cleaned_data["kind"] for form in self.forms if form.has_changed()]
        if len(kinds) != len(set(kinds)):
            raise ValidationError("A document is listed twice.")


DocumentFormSet = forms.modelformset_factory(Document, form=DocumentForm, formset=BaseDocumentFormSet, extra=3)


class CaseForm(forms.ModelForm):
    """What an officer may change in a case."""

    class Meta:
        model = Application
        fields = ["subject", "address", "officer", "deadline"]


class HearingForm(forms.ModelForm):
    class Meta:
        model = Hearing
        fields = ["held_at", "room"]


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["outcome", "grounds"]


class ObjectionForm(forms.ModelForm):
    """Checks objections, also those that come as JSON."""

    class Meta:
        model = Objection
        fields = ["name", "email", "reason"]


class ListForm(forms.Form):
    file = forms.FileField()
