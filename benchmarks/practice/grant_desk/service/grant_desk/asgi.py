"""The application as servers load it."""

from grant_desk import monitoring
from grant_desk.settings import Settings
from grant_desk.web.app import create_app

monitoring.start()
app = create_app(Settings.from_env())
