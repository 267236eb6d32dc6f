"""All templates, what is most common in production first."""

from __future__ import annotations

from arbase.repair.static.templates.caller import Caller
from arbase.repair.static.templates.index import Index
from arbase.repair.static.templates.interface import Template
from arbase.repair.static.templates.missing_key import MissingKey
from arbase.repair.static.templates.none_value import NoneValue
from arbase.repair.static.templates.parsing import Parsing
from arbase.repair.static.templates.unbound import Unbound
from arbase.repair.static.templates.undefined_name import UndefinedName
from arbase.repair.static.templates.zero_division import ZeroDivision

TEMPLATES: tuple[Template, ...] = (
    NoneValue(),
    MissingKey(),
    Parsing(),
    Index(),
    ZeroDivision(),
    Unbound(),
    UndefinedName(),
    Caller(),
)
