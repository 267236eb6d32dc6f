from .app import create_app
from .settings import report_errors

report_errors()
application = create_app()
