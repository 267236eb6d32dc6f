"""The tables of the school."""
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.text import slugify

from language_school.levels import LANGUAGES, LEVELS

LEVEL_CHOICES = [(level, level) for level in LEVELS]
LANGUAGE_CHOICES = sorted(LANGUAGES.items())
ADULT_AGE = 18


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can log in; students do not need to."""

    ROLES = [("office", "Office"), ("teacher", "Teacher"), ("student", "Student")]

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=ROLES, default="student")
    zone_name = models.CharField(max_length=40, default="Europe/Lisbon")
    api_token = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class Term(models.Model):
    code = models.CharField(max_length=10, unique=True)
    starts = models.DateField()
    ends = models.DateField()


class Group(models.Model):
    """A group of one level in one term."""

    code = models.CharField(max_length=20, unique=True)
    term = models.ForeignKey(Term, models.PROTECT, related_name="groups")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    level = models.CharField(max_length=2, choices=LEVEL_CHOICES)
    teacher = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="groups")
    room = models.CharField(max_length=20, blank=True)
    places = models.PositiveSmallIntegerField(default=12)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    note = models.CharField(max_length=200, blank=True, help_text="Put into letters about the group.")

    class Meta:
        ordering = ["code"]


class Slot(models.Model):
    """When a group meets, in the school's time; weekday 0 is Monday."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)


class Lesson(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="lessons")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    substitute = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="substitutions")
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "starts_at"], name="one_lesson_at_a_time")]

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def taught_by(self) -> str | None:
        """Name of whoever stands in front of the group."""
        teacher = self.substitute or self.group.teacher
        return teacher.name if teacher else None


class Student(models.Model):
    """An applicant until the first enrolment, a student from then on."""

    STATES = [("applicant", "Applicant"), ("student", "Student"), ("left", "Left")]

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en", help_text="The language of letters.")
    born_on = models.DateField(null=True, blank=True)
    guardian = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="applicant")
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="student")

    class Meta:
        ordering = ["number"]

    def is_minor(self, day: date) -> bool:
        if self.born_on is None:
            return False
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday) < ADULT_AGE

    @property
    def file_name(self) -> str:
        """The name as part of a file's name; names that have no Latin letters go by the number."""
        return slugify(self.name) or slugify(self.number)


class Placement(models.Model):
    """One placement test."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="placements")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    score = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=2, choices=LEVEL_CHOICES)
    taken_on = models.DateField()

    class Meta:
        ordering = ["taken_on", "pk"]


class Enrolment(models.Model):
    student = models.ForeignKey(Student, models.CASCADE, related_name="enrolments")
    group = models.ForeignKey(Group, models.CASCADE, related_name="enrolments")
    enrolled_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "group"], name="enrolled_once")]


class Attendance(models.Model):
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="register")
    student = models.ForeignKey(Student, models.CASCADE, related_name="register")
    present = models.BooleanField()
    remark = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "student"], name="registered_once")]


class Message(models.Model):
    """A letter as it went out."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="messages")
    attendance = models.OneToOneField(Attendance, models.CASCADE, null=True, blank=True, related_name="message")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Invoice(models.Model):
    number = models.CharField(max_length=20, unique=True)
    student = models.ForeignKey(Student, models.PROTECT, related_name="invoices")
    group = models.ForeignKey(Group, models.PROTECT, related_name="invoices")
    total = models.DecimalField(max_digits=8, decimal_places=2)
    issued_on = models.DateField()

    class Meta:
        ordering = ["number"]


class Instalment(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    @property
    def open_amount(self):
        return self.amount - self.paid


class Certificate(models.Model):
    student = models.ForeignKey(Student, models.PROTECT, related_name="certificates")
    group = models.ForeignKey(Group, models.PROTECT, related_name="certificates")
    issued_on = models.DateField()
    path = models.CharField(max_length=200, help_text="Below settings.CERTIFICATES.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "group"], name="certified_once")]
