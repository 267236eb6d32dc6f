from airwaves.labels.tables import chosen


class LanguageMiddleware:
    """Sets `request.language`: what `?lang=` asks for, else what the browser prefers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.language = chosen(request.GET.get("lang") or request.headers.get("Accept-Language", ""))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.language)
        return response
