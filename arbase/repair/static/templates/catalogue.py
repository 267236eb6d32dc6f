"""All templates, what is most common in production first."""

from __future__ import annotations

from arbase.repair.static.templates.frequent import FREQUENT
from arbase.repair.static.templates.further import FURTHER
from arbase.repair.static.templates.interface import Template

TEMPLATES: tuple[Template, ...] = (*FREQUENT, *FURTHER)
