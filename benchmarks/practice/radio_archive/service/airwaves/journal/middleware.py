from airwaves.journal import actor


class ActorMiddleware:
    """Lets the journal know who is at work; outside of requests nobody is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = actor.current.set(request.caller.name)
        try:
            return self.get_response(request)
        finally:
            actor.current.reset(token)
