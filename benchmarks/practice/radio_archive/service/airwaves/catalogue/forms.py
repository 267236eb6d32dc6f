from django import forms

from airwaves.catalogue.models import Recording, SavedSearch, Show, Track


class SearchForm(forms.Form):
    q = forms.CharField(max_length=80, required=False)
    show = forms.SlugField(required=False)
    year = forms.IntegerField(min_value=1923, max_value=2100, required=False)
    medium = forms.ChoiceField(choices=[("", "Any"), *Recording.MEDIA], required=False)


class RecordingForm(forms.ModelForm):
    class Meta:
        model = Recording
        fields = ["signature", "show", "title", "summary", "broadcast_at", "duration", "medium", "online"]

    def clean_signature(self):
        return self.cleaned_data["signature"].upper()


class NewRecordingForm(RecordingForm):
    """What partners of the digitising project and editors send; the show is named by its slug."""

    show = forms.ModelChoiceField(queryset=Show.objects.all(), to_field_name="slug")
    technical = forms.JSONField(required=False)

    class Meta(RecordingForm.Meta):
        fields = [*RecordingForm.Meta.fields, "technical"]

    def clean_technical(self):
        sent = self.cleaned_data["technical"] or {}
        if not isinstance(sent, dict):
            raise forms.ValidationError("Send an object of names and values.")
        if any(name in sent and type(sent[name]) is not int for name in ("sample_rate", "channels")):
            raise forms.ValidationError("The sample rate and the channels are whole numbers.")
        return sent


class TrackForm(forms.ModelForm):
    artist = forms.CharField(max_length=120, required=False)

    class Meta:
        model = Track
        fields = ["position", "title", "starts_at"]


class SaveSearchForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ["name"]
