"""The list of groups that a visitor would like, kept in the session until the application is sent."""
from language_school import placement
from language_school.errors import Refused
from language_school.models import Group

KEY = "wishes"
MOST = 5


def add(session, group: Group, note: str) -> bool:
    """Puts a group on the list, or changes the note of one that is there; says whether it is new."""
    wishes = session.get(KEY, [])
    for wish in wishes:
        if wish["group"] == group.pk:
            wish["note"] = note
            session[KEY] = wishes
            return False
    if len(wishes) >= MOST:
        raise Refused(f"A list has at most {MOST} groups.")
    session[KEY] = [*wishes, {"group": group.pk, "note": note}]
    return True


def rows(session) -> list[dict]:
    """The list as the page shows it, in the order of the codes; groups that are full by now are marked."""
    notes = {wish["group"]: wish["note"] for wish in session.get(KEY, [])}
    free = set(placement.with_free_places().values_list("pk", flat=True))
    groups = Group.objects.filter(pk__in=notes)
    return [{"group": group.code, "note": notes[group.pk], "free": group.pk in free} for group in groups]
