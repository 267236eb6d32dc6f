"""The application: `uvicorn course_search.app:app`."""

from starlette.applications import Starlette

from course_search import monitoring
from course_search.problems import HANDLERS
from course_search.settings import Settings
from course_search.state import State
from course_search.views import exports, figures, prices, programme, watches

PARTS = (programme, figures, prices, watches, exports)


def make_app(settings: Settings | None = None) -> Starlette:
    """The application over the data that the settings name."""
    monitoring.watch("web")
    application = Starlette(
        routes=[route for part in PARTS for route in part.routes], exception_handlers=HANDLERS
    )
    application.state.courses = State(settings or Settings.from_environment())
    return application


app = make_app()
