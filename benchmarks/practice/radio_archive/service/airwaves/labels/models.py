from django.db import models


class Label(models.Model):
    """A word of the pages in one language; editors change them without a release."""

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_text_a_language")]
