"""What the handlers of Django's class-based views begin with, which one that stands in their place must do as well."""

from __future__ import annotations

import re

NO_OBJECT = re.compile(r"'(\w+)' object has no attribute '(object|object_list)'")
"""How a view says that its handler has not set what the rest of it reads."""

HANDLERS = frozenset("get post put patch delete head options".split())
"""Methods of a view that requests are dispatched to."""

_FOUND = "self.get_object()"
# django.views.generic.edit, .detail and .list
_BEGUN = {
    ("CreateView", "object"): "None",
    ("UpdateView", "object"): _FOUND,
    ("DeleteView", "object"): _FOUND,
    ("DetailView", "object"): _FOUND,
    ("ListView", "object_list"): "self.get_queryset()",
}


def set_first(base: str, attribute: str) -> str:
    """What the handlers of a view of Django set the attribute to at first; empty where they do not."""
    return _BEGUN.get((base, attribute), "")
