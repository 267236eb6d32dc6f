import os

from ferry_office.monitoring import init_monitoring

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ferry_office.settings")
init_monitoring()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
