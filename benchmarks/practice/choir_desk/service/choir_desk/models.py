from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone


class Section(models.Model):
    """A voice: S1, S2, A1 ... B2."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=40)
    places = models.PositiveIntegerField(default=10)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class MemberQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_on__isnull=True)


class Member(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="members")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def sort_name(self):
        return f"{self.last_name}, {self.first_name}"


def clean_email(text):
    return (text or "").strip().lower()


class AccountManager(BaseUserManager):
    def create_account(self, email, password=None, **fields):
        email = clean_email(email)
        account = self.model(email=email, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def taken(self, email):
        return self.filter(email=clean_email(email)).exists()


class Account(AbstractBaseUser):
    ADMIN, LIBRARIAN, SINGER = "admin", "librarian", "singer"
    ROLES = [(ADMIN, "Administrator"), (LIBRARIAN, "Librarian"), (SINGER, "Singer")]

    email = models.EmailField(unique=True)
    role = models.CharField(max_length=12, choices=ROLES, default=SINGER)
    member = models.OneToOneField(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["pk"]

    def may(self, role):
        """Administrators may everything, librarians all that singers may."""
        order = [self.SINGER, self.LIBRARIAN, self.ADMIN]
        return order.index(self.role) >= order.index(role)


class ApiToken(models.Model):
    """Only the digest of a key is kept; the key is shown once, at sign-in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)


class Invitation(models.Model):
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Account.ROLES, default=Account.SINGER)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def open(self):
        return self.accepted_at is None and self.expires_at > timezone.now()


class Venue(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=40, default="Europe/Berlin")

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)


class RehearsalQuerySet(models.QuerySet):
    def with_counts(self):
        return self.annotate(
            present_count=Count("marks", filter=Q(marks__state=Attendance.PRESENT)),
            marked_count=Count("marks"),
        )

    def standing(self):
        return self.filter(cancelled_at__isnull=True)


class Rehearsal(models.Model):
    KINDS = [("tutti", "Everybody"), ("sectional", "Sectional"), ("concert", "Concert")]

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=KINDS, default="tutti")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rehearsals")
    sections = models.ManyToManyField(Section, blank=True, related_name="rehearsals")
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=120)
    notes = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.venue.zone)


class Attendance(models.Model):
    PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"
    STATES = [(PRESENT, "Present"), (EXCUSED, "Excused"), (ABSENT, "Absent")]

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="marks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="marks")
    state = models.CharField(max_length=8, choices=STATES)
    noted_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["rehearsal", "member"]
        constraints = [models.UniqueConstraint(fields=["rehearsal", "member"], name="one_mark_each")]


class Score(models.Model):
    title = models.CharField(max_length=120)
    composer = models.CharField(max_length=80, blank=True)
    shelf = models.CharField(max_length=12, unique=True)
    copies = models.PositiveIntegerField(default=0)
    minimum = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["shelf"]


class Loan(models.Model):
    OUT, BACK, LOST = "out", "back", "lost"
    STATES = [(OUT, "Out"), (BACK, "Returned"), (LOST, "Lost")]

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="loans")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="loans")
    copy = models.PositiveIntegerField()
    lent_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=4, choices=STATES, default=OUT)

    class Meta:
        ordering = ["due_on", "pk"]


class OutgoingMail(models.Model):
    """The relay on the server empties this table every minute."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class AuditEntry(models.Model):
    at = models.DateTimeField(default=timezone.now)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=60)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "audit entries"
