"""Tables of the club."""
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    MEMBER = "member"
    TRAINER = "trainer"
    STAFF = "staff"


class MemberManager(BaseUserManager):
    def create_member(self, email, password=None, **fields):
        """A member with a profile; without a password nobody can sign in."""
        member = self.model(email=email.strip(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    birthday = models.DateField(null=True, blank=True)
    joined_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    objects = MemberManager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def is_club_staff(self):
        return self.role == Role.STAFF

    def save(self, *args, **kwargs):
        """Every member has a profile from the first moment on."""
        new = self._state.adding
        super().save(*args, **kwargs)
        if new:
            Profile.objects.get_or_create(member=self)


class Profile(models.Model):
    member = models.OneToOneField(Member, models.CASCADE, related_name="profile")
    locale = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=60, blank=True, default="")
    digest = models.BooleanField(default=False)


class Device(models.Model):
    member = models.ForeignKey(Member, models.CASCADE, related_name="devices")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    platform = models.CharField(max_length=20, default="web")
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="one_device_per_key")]


class Token(models.Model):
    member = models.ForeignKey(Member, models.CASCADE, related_name="tokens")
    device = models.ForeignKey(Device, models.CASCADE, null=True, blank=True, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True, blank=True)


class Link(models.Model):
    """A link that we sent by mail: to confirm an address, to reset a password, to accept an invitation."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm"
        RESET = "reset"
        INVITE = "invite"

    member = models.ForeignKey(Member, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Course(models.Model):
    code = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    trainer = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="courses")
    starts_at = models.DateTimeField()
    weeks = models.PositiveIntegerField(default=1)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    min_age = models.PositiveIntegerField(null=True, blank=True)
    max_age = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "code"]

    def __str__(self):
        return self.title


class Booking(models.Model):
    class State(models.TextChoices):
        BOOKED = "booked"
        WAITING = "waiting"
        CANCELLED = "cancelled"

    course = models.ForeignKey(Course, models.CASCADE, related_name="bookings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="bookings")
    state = models.CharField(max_length=10, choices=State.choices)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["course", "member"], name="one_booking_per_course")]


class AuditEntry(models.Model):
    at = models.DateTimeField()
    actor = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]


class Mail(models.Model):
    """The outbox; another process hands it to the mail server."""

    to = models.EmailField()
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    queued_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
