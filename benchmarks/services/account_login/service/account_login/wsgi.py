"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from account_login import monitoring

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "account_login.settings")
monitoring.start("web")
application = get_wsgi_application()
