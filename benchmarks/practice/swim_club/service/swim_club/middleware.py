"""Errors of the club as answers, and the zone of whoever asks."""
from django.http import JsonResponse
from django.utils import timezone

from . import profiles
from .errors import ClubError


class ClubErrors:
    """Runs outside of the view's transaction, so what a failed request wrote is gone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ClubError):
            return None
        answer = JsonResponse({"error": exception.message}, status=exception.status)
        if exception.status == 401:
            answer["WWW-Authenticate"] = 'Bearer realm="club"'
        return answer


class MemberZone:
    """Pages show times in the zone of the member with the session. The API says its times with offset."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/") or not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(profiles.zone_of(request.user)):
            return self.get_response(request)
