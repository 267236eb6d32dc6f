"""What the web server imports."""

from linen_rounds import create_app, monitoring

monitoring.start()
app = create_app()
