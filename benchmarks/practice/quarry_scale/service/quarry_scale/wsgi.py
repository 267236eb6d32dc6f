"""The application for WSGI servers."""

from quarry_scale import create_app, monitoring

monitoring.start()
app = create_app()
