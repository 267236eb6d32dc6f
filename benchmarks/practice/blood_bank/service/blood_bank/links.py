"""Signed links that donors find in their mails. They do not expire: whoever has the mail may use it until the visit."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

signer = Signer(salt="blood_bank.appointment")


def token_for(appointment):
    return signer.sign_object(appointment.pk)


def url_for(appointment):
    return settings.PUBLIC_URL + reverse("appointment", args=[token_for(appointment)])


def read(token):
    """What the token stands for; a forged one is not found."""
    try:
        return signer.unsign_object(token)
    except BadSignature as problem:
        raise Http404("no such link") from problem
