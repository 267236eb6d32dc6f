"""Members of the library. Some go by one name, some have no e-mail address."""

from django.db import models


class Member(models.Model):
    card = models.PositiveIntegerField(unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(null=True)
    joined_on = models.DateField()
    volunteer = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False)

    class Meta:
        ordering = ["card"]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
