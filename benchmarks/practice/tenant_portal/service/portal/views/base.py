"""What has nothing to do with housing."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def health(request: HttpRequest) -> HttpResponse:
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return JsonResponse({"error": "there is nothing at this address"}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"error": "this is our fault, we have been told"}, status=500)
