from .http import failure
from .models import Terminal


class TerminalKeyMiddleware:
    """Signs a handheld in as the user it was handed out to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.terminal = None
        key = request.headers.get("X-Terminal-Key")
        if key:
            terminal = Terminal.objects.select_related("user").filter(key=key, active=True).first()
            if terminal is None:
                return failure("unknown terminal", 401)
            request.terminal = terminal
            request.user = terminal.user
        return self.get_response(request)
