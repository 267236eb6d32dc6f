"""What every page shows."""
from django.conf import settings

from permit_desk.models import Application


def desk(request):
    """Name and hours of the desk; for officers the number of their open cases."""
    context = {"town": settings.TOWN_NAME, "hours": settings.OFFICE_HOURS}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context["open_cases"] = user.applications.filter(status__in=Application.OPEN).count()
    return context
