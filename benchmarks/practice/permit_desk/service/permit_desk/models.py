"""What the desk keeps: officers, applications with all that belongs to them, the register, lists."""
from django.contrib.auth.models import AbstractUser
from django.db import models


class Officer(AbstractUser):
    """Somebody who works at the desk; machines of the office use the token."""

    class Desk(models.TextChoices):
        BUILDING = "building"
        TRADE = "trade"
        EVENTS = "events"

    desk = models.CharField(max_length=20, choices=Desk.choices, default=Desk.BUILDING)
    api_token = models.CharField(max_length=40, unique=True, null=True, blank=True)


class PermitType(models.Model):
    """A kind of permit with its fee and the working days that the law gives the desk."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    desk = models.CharField(max_length=20, choices=Officer.Desk.choices)
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    decision_days = models.PositiveIntegerField(default=30)

    def __str__(self):
        return self.name


class Application(models.Model):
    """One case."""

    class Status(models.TextChoices):
        RECEIVED = "received"
        INCOMPLETE = "incomplete"
        DECIDED = "decided"
        WITHDRAWN = "withdrawn"

    OPEN = (Status.RECEIVED, Status.INCOMPLETE)

    reference = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=32, unique=True)
    permit_type = models.ForeignKey(PermitType, on_delete=models.PROTECT, related_name="applications")
    applicant_name = models.CharField(max_length=80)
    applicant_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    address = models.CharField(max_length=120)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    officer = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications")
    received_at = models.DateTimeField()
    deadline = models.DateField(null=True, blank=True)
    reminders_sent = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["reference"]

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.status in self.OPEN


class Document(models.Model):
    """A document that belongs to a case, whether it has come or not."""

    class Kind(models.TextChoices):
        PLAN = "plan"
        DEED = "deed"
        CONSENT = "consent"
        INSURANCE = "insurance"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=120, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_document_of_a_kind")]


class Fee(models.Model):
    """A fee of a case; open until it is paid."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="fees")
    purpose = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid_on = models.DateField(null=True, blank=True)


class Objection(models.Model):
    """A neighbour's objection; everybody has one in a case."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="objections")
    name = models.CharField(max_length=80)
    email = models.EmailField()
    reason = models.TextField()
    lodged_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "email"], name="one_objection_a_person")]


class Hearing(models.Model):
    """A hearing at which objections are talked about."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hearings")
    held_at = models.DateTimeField()
    room = models.CharField(max_length=40)


class Decision(models.Model):
    """How a case ended; its number is that of the public register."""

    class Outcome(models.TextChoices):
        GRANTED = "granted"
        REFUSED = "refused"

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="decision")
    number = models.CharField(max_length=30, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="decisions")
    days_taken = models.PositiveIntegerField(null=True)
    grounds = models.TextField(blank=True)


class Letter(models.Model):
    """A letter or mail that went out."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        POST = "post"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    heading = models.CharField(max_length=120)
    body = models.TextField()
    written_at = models.DateTimeField()


class AuditEntry(models.Model):
    """Who changed what in a case."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="audit")
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=30)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()


class Parcel(models.Model):
    """A parcel of land, from the surveyor's list."""

    code = models.CharField(max_length=20, unique=True)
    owner = models.CharField(max_length=120, blank=True)
    area = models.DecimalField(max_digits=10, decimal_places=2)


class ListUpload(models.Model):
    """An uploaded list; the original is kept if rows of it were refused."""

    name = models.CharField(max_length=120)
    uploaded_by = models.CharField(max_length=150)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    original = models.FileField(upload_to="lists", blank=True)
