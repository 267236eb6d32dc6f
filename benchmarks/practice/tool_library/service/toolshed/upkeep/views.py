"""The workshop's list."""

from toolshed import clock
from toolshed.catalogue import shelf
from toolshed.catalogue.models import Copy
from toolshed.holds import queue
from toolshed.upkeep import journal
from toolshed.upkeep.forms import FaultForm, RepairedForm
from toolshed.upkeep.models import Job, Note
from toolshed.web import Endpoint, body, conflict, missing, page_of, vetted


def show(job: Job) -> dict:
    return {
        "id": job.id,
        "label": job.copy.label,
        "fault": job.fault,
        "opened_on": job.opened_on,
        "closed_on": job.closed_on,
        "cost": job.cost,
    }


class Jobs(Endpoint):
    """The open jobs, the oldest first."""

    audience = "desk"

    def get(self, request):
        return page_of(request, Job.objects.filter(closed_on=None).select_related("copy__tool"), show)


class Faults(Endpoint):
    """What a copy had, and a new fault: the copy goes to the workshop."""

    audience = "desk"

    def get(self, request, label):
        copy = shelf.copy(label)
        jobs = list(copy.jobs.select_related("copy__tool"))
        return {
            "label": copy.label,
            "jobs": [show(one) for one in jobs],
            "spent": sum(one.cost for one in jobs if one.cost is not None),
            "last_closed_on": max((one.closed_on for one in jobs if one.closed_on), default=None),
        }

    def post(self, request, label):
        copy = shelf.copy(label)
        if copy.state == Copy.State.LOAN:
            raise conflict("out", f"{copy.label} is on loan.")
        job = Job.objects.create(copy=copy, opened_on=clock.today(), **vetted(FaultForm(body(request))))
        journal.note(request.member, "copy.fault", copy.label, {"fault": job.fault, "was": copy.state})
        copy.state = Copy.State.REPAIR
        copy.save()
        return 201, show(job)


class Repaired(Endpoint):
    """A job is done; with the last one the copy goes back to the shelf."""

    audience = "desk"

    def post(self, request, number):
        job = Job.objects.select_related("copy__tool").filter(id=number).first()
        if job is None:
            raise missing(f"job {number}")
        if job.closed_on is not None:
            raise conflict("closed", "This job is done already.")
        job.cost, job.closed_on = vetted(RepairedForm(body(request)))["cost"], clock.today()
        job.save()
        journal.note(request.member, "copy.repaired", job.copy.label, {"cost": job.cost})
        if not job.copy.jobs.filter(closed_on=None).exists():
            job.copy.state = Copy.State.SHELF
            job.copy.save()
            queue.set_aside(job.copy)
        return show(job)


class Journal(Endpoint):
    audience = "desk"

    def get(self, request):
        rows = Note.objects.select_related("member")
        if subject := request.GET.get("subject"):
            rows = rows.filter(subject__iexact=subject)
        return page_of(request, rows, journal.show)
