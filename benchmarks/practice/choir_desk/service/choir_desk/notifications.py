"""The mails of the choir. They go into a table; the relay sends them."""
from django.conf import settings

from choir_desk.models import Member, OutgoingMail

SIGNATURE = "\n-- \n{choir}\n"

REMINDER = """Dear {first_name},

{title} begins on {when} at {venue}.

{notes}
"""

CANCELLED = """Dear {first_name},

{title} on {when} will not take place.

{reason}
"""

OVERDUE = """Dear {first_name},

these scores were due and are still with you:

{lines}
"""


def queue(to, subject, text):
    return OutgoingMail.objects.create(
        to=to, subject=" ".join(subject.split())[:200], body=text + SIGNATURE.format(choir=settings.CHOIR_NAME)
    )


def when(rehearsal):
    return rehearsal.local_start.strftime("%d.%m.%Y, %H:%M")


def singers_of(rehearsal):
    """Whom a rehearsal concerns: its sections, or everybody. Without an address nobody is written to."""
    singers = Member.objects.current().exclude(email="").select_related("section")
    sections = list(rehearsal.sections.all())
    if sections:
        singers = singers.filter(section__in=sections)
    return singers


def remind(rehearsal):
    """Queue the reminders of a rehearsal; returns how many."""
    singers = singers_of(rehearsal)
    for singer in singers:
        queue(singer.email, f"Reminder: {rehearsal.title}", reminder_text(rehearsal, singer))
    return len(singers)


def reminder_text(rehearsal, singer):
    return REMINDER.format(
        first_name=singer.first_name,
        title=rehearsal.title,
        when=when(rehearsal),
        venue=rehearsal.venue.name,
        notes=rehearsal.notes,
    )


def cancelled(rehearsal, reason):
    singers = singers_of(rehearsal)
    for singer in singers:
        text = CANCELLED.format(
            first_name=singer.first_name, title=rehearsal.title, when=when(rehearsal), reason=reason
        )
        queue(singer.email, f"Cancelled: {rehearsal.title}", text)
    return len(singers)


def overdue(member, loans):
    lines = "\n".join(f"- {loan.score.title}, copy {loan.copy}, due {loan.due_on:%d.%m.%Y}" for loan in loans)
    queue(member.email, "Scores to bring back", OVERDUE.format(first_name=member.first_name, lines=lines))


def warn_if_short(score):
    """Tell the office when fewer copies are left than a concert needs."""
    if score.minimum is None:
        return False
    if score.copies < score.minimum:
        queue(
            settings.CHOIR_OFFICE,
            f"Running short: {score.title}",
            f"{score.shelf} {score.title}: {score.copies} left, {score.minimum} needed.\n",
        )
        return True
    return False


def invite(invitation):
    name = invitation.member.first_name if invitation.member else "singer"
    link = f"{settings.CHOIR_URL}/join/{invitation.code}"
    queue(invitation.email, f"Your account at {settings.CHOIR_NAME}", f"Dear {name},\n\nchoose a password here: {link}\n")


def password_reset(account, uid, token):
    link = f"{settings.CHOIR_URL}/reset/{uid}/{token}"
    queue(account.email, "A new password", f"Choose a new password here: {link}\n")
