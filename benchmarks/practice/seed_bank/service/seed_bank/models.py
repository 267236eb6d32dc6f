"""The tables."""
from django.db import models
from django.db.models import Q


class Variety(models.Model):
    """An old garden plant. A name that is only another word for one is a variety with `synonym_of`."""

    name = models.CharField(max_length=80, unique=True)
    species = models.CharField(max_length=80)
    years_kept = models.PositiveSmallIntegerField(default=4)
    synonym_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="synonyms")

    class Meta:
        ordering = ["name"]

    def accepted(self) -> "Variety":
        """The variety itself, or the one at the end of the line of synonyms."""
        if self.synonym_of is None:
            return self
        return self.synonym_of.accepted()

    def line(self) -> list["Variety"]:
        """This variety and all that it is a synonym of, one after the other."""
        found = [self]
        while found[-1].synonym_of is not None:
            found.append(found[-1].synonym_of)
        return found


class Partner(models.Model):
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)


class Lot(models.Model):
    """Seed of one harvest."""

    accession = models.CharField(max_length=20, unique=True)
    variety = models.ForeignKey(Variety, models.PROTECT, related_name="lots")
    harvested = models.DateField()
    grams = models.DecimalField(max_digits=8, decimal_places=2)
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, related_name="lots")

    class Meta:
        ordering = ["accession"]


class GerminationTest(models.Model):
    lot = models.ForeignKey(Lot, models.CASCADE, related_name="tests")
    tested_on = models.DateField()
    sown = models.PositiveIntegerField()
    sprouted = models.PositiveIntegerField()

    class Meta:
        ordering = ["tested_on", "pk"]


class Member(models.Model):
    """Somebody with a library card. Members may be erased; what they did stays without them."""

    card = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=80)
    token = models.CharField(max_length=40, unique=True)
    staff = models.BooleanField(default=False)
    street = models.CharField(max_length=80, blank=True, default="")
    postcode = models.CharField(max_length=12, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        ordering = ["card"]


class Loan(models.Model):
    """Seed that a member sows; as much fresh seed comes back."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="loans")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="loans")
    grams = models.DecimalField(max_digits=8, decimal_places=2)
    lent_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)
    returned_grams = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    class Meta:
        ordering = ["pk"]


class Request(models.Model):
    """A member's place in the waiting list of a variety. A position is never given twice."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OFFERED = "offered"
        DONE = "done"
        WITHDRAWN = "withdrawn"

    variety = models.ForeignKey(Variety, models.CASCADE, related_name="requests")
    member = models.ForeignKey(Member, models.CASCADE, related_name="requests")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_on = models.DateField()
    offered_on = models.DateField(null=True)
    pickup_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["variety", "position"]
        constraints = [
            models.UniqueConstraint(fields=["variety", "position"], name="one_place"),
            models.UniqueConstraint(
                fields=["variety", "member"], condition=Q(state__in=["waiting", "offered"]), name="one_open_request"
            ),
        ]


class Parcel(models.Model):
    """Seed sent by post. What was in it is kept in `content` as it was then; see `parcels.items`."""

    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="parcels")
    country = models.CharField(max_length=2)
    packed_on = models.DateField()
    content = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]


class SpecialDay(models.Model):
    """A day with other opening hours than its day of the week; closed where `hours` is empty."""

    day = models.DateField(unique=True)
    hours = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["day"]
