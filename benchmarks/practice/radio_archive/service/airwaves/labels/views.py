from django import forms

from airwaves.api import Endpoint, body, unknown, vetted
from airwaves.labels.models import Label
from airwaves.labels.tables import table


class LabelForm(forms.Form):
    text = forms.CharField(max_length=200)


class Labels(Endpoint):
    def get(self, request):
        return {"language": request.language, "labels": table(request.language)}


class OneLabel(Endpoint):
    scopes = {"put": "edit"}

    def put(self, request, key):
        if not Label.objects.filter(key=key).exists():
            raise unknown("label")
        text = vetted(LabelForm(body(request)))["text"]
        Label.objects.update_or_create(key=key, language=request.language, defaults={"text": text})
        return {"key": key, "language": request.language, "text": text}
