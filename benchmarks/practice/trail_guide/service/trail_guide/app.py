"""The ASGI application."""
import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from trail_guide import config, endpoints, telemetry
from trail_guide.errors import GuideError, on_guide_error
from trail_guide.weather import WeatherClient, recorded

ROUTES = [
    Route("/health", endpoints.health),
    Route("/regions", endpoints.RegionList),
    Route("/regions/{slug}", endpoints.RegionDetail),
    Route("/trails", endpoints.TrailList),
    Route("/trails/{slug}", endpoints.TrailDetail),
    Route("/trails/{slug}/profile", endpoints.Profile),
    Route("/trails/{slug}/track", endpoints.TrackUpload),
    Route("/trails/{slug}/track.gpx", endpoints.TrackDownload),
    Route("/trails/{slug}/status", endpoints.Status),
    Route("/trails/{slug}/weather", endpoints.Weather),
    Route("/trails/{slug}/statistics", endpoints.Statistics),
    Route("/huts", endpoints.HutList),
    Route("/huts/{hut_id:int}", endpoints.HutDetail),
    Route("/closures", endpoints.ClosureList),
]


def create_app(settings: config.Settings | None = None, transport: httpx.AsyncBaseTransport | None = None) -> Starlette:
    settings = settings or config.load()
    if transport is None and settings.weather_recordings:
        transport = recorded(settings.weather_recordings)
    app = Starlette(routes=ROUTES, exception_handlers={GuideError: on_guide_error})
    app.state.settings = settings
    app.state.weather = WeatherClient(settings.weather_url, transport)
    return app


telemetry.start(web=True)
app = create_app()
