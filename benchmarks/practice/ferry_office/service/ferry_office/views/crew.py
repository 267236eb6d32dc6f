"""Rosters, and signing in and out."""
from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm

from .. import queries, rosters
from ..http import api, checked, read_json, show_moment


@api("POST")
def login(request):
    form = AuthenticationForm(request, data=read_json(request))
    checked(form)
    auth.login(request, form.get_user())
    return {"user": request.user.username}


@api("POST", access="signed_in")
def logout(request):
    auth.logout(request)
    return {"user": None}


@api("GET", access="signed_in")
def my_shifts(request):
    """What every handheld shows when it is switched on."""
    crew_no, shifts = rosters.shifts_of(request.user)
    return {
        "user": request.user.username,
        "crew_no": crew_no,
        "shifts": [{
            "sailing": one.sailing.number,
            "departs_at": show_moment(one.sailing.departs_at),
            "vessel": one.sailing.vessel.name if one.sailing.vessel else None,
            "duty": one.duty,
        } for one in shifts],
    }


@api("GET", access="signed_in")
def sailing_crew(request, number):
    sailing = queries.sailing_by_number(number)
    return {"sailing": number, "crew": [{"crew_no": one.crew.crew_no, "name": one.crew.name, "duty": one.duty}
                                        for one in rosters.crew_of(sailing)]}
