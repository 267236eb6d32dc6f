"""What can be borrowed: a tool is a title, a copy is the thing on the shelf."""

from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=60, unique=True)
    loan_days = models.PositiveIntegerField(default=7)
    daily_fee = models.DecimalField(max_digits=6, decimal_places=2, default="0.50")

    class Meta:
        ordering = ["name"]


class Tool(models.Model):
    sku = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="tools")
    brand = models.CharField(max_length=60, null=True)
    deposit = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    listed = models.BooleanField(default=True)

    class Meta:
        ordering = ["sku"]


class Copy(models.Model):
    class State(models.TextChoices):
        SHELF = "shelf"
        LOAN = "loan"
        ASIDE = "aside"
        REPAIR = "repair"
        LOST = "lost"

    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.SHELF)
    acquired_on = models.DateField()

    class Meta:
        ordering = ["tool__sku", "number"]
        constraints = [models.UniqueConstraint(fields=["tool", "number"], name="one_copy_per_number")]

    @property
    def label(self) -> str:
        """What the sticker says."""
        return f"{self.tool.sku}-{self.number:02d}"
