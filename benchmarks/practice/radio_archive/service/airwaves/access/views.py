from airwaves.api import Endpoint


class Me(Endpoint):
    """Who the caller is to us."""

    scopes = {"get": "read"}

    def get(self, request):
        return {
            "name": request.caller.name,
            "editor": request.caller.user is not None,
            "scopes": sorted(request.caller.scopes),
        }
