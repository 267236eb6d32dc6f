"""A handler of a class-based view that stands in the place of Django's sets what that one sets."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

NEW = """
from django.views.generic import CreateView


class HouseNew(CreateView):
    def post(self, request):
        '''Entered at the desk.'''
        if request["rooms"] < 1:
            return self.form_invalid(request)
        return "stored"

    def form_invalid(self, form):
        return self.get_context_data(form=form)["form"]
"""

DERIVED = """
from django.views import generic


class Desk(generic.CreateView):
    def form_invalid(self, form):
        return self.get_context_data(form=form)["form"]


class HouseNew(Desk):
    def put(this, request):
        return this.form_invalid(request)
"""

CHANGED = """
from django.views.generic import UpdateView


class HouseChange(UpdateView):
    def get_object(self):
        return {"rooms": 2}

    def post(self, request):
        house = self.get_object()
        if request["rooms"] < house["rooms"]:
            return self.get_context_data(form=request)["object"]
        return "stored"
"""

SHOWN = """
from django.views.generic import DetailView


class House(DetailView):
    def get_object(self):
        return {"rooms": 2}

    def get(self, request):
        return self.get_context_data()["object"]
"""

LISTED = """
from django.views.generic.list import ListView


class Houses(ListView):
    def get_queryset(self):
        return ["a", "b"]

    def get(self, request):
        return self.get_context_data()["object_list"]
"""

BEGUN = [
    Case(
        "a view that makes things has none yet",
        NEW,
        'HouseNew().post({"rooms": 0})',
        ("+        self.object = None",),
        {"rooms": 0},
    ),
    Case(
        "the view of Django may lie further down, and self have another name",
        DERIVED,
        "HouseNew().put(1)",
        ("+        this.object = None",),
        1,
    ),
    Case(
        "what was fetched already is kept",
        CHANGED,
        'HouseChange().post({"rooms": 1})',
        ("-        house = self.get_object()", "+        house = self.object = self.get_object()"),
        {"rooms": 2},
    ),
    Case(
        "a view that shows something fetches it",
        SHOWN,
        "House().get(None)",
        ("+        self.object = self.get_object()",),
        {"rooms": 2},
    ),
    Case(
        "a view of a list asks for it",
        LISTED,
        "Houses().get(None)",
        ("+        self.object_list = self.get_queryset()",),
        ["a", "b"],
    ),
]

LEFT = [
    Silent(
        "a handler that sets it on some of its ways",
        NEW.replace('return "stored"', "self.object = 1"),
        'HouseNew().post({"rooms": 0})',
        "view-object",
    ),
    Silent(
        "a method that no request is dispatched to",
        NEW.replace("def post", "def entered"),
        'HouseNew().entered({"rooms": 0})',
        "view-object",
    ),
    Silent(
        "a class of the program's own with such a name",
        "class CreateView:\n    def post(self):\n        return self.object\n",
        "CreateView().post()",
        "view-object",
    ),
]


@named(BEGUN)
def test_handlers_set_what_those_of_the_framework_set(case, tmp_path):
    check(case, tmp_path)


@named(LEFT)
def test_nothing_is_set_where_it_is_not_certain_that_it_lacks(case, tmp_path):
    check_silent(case, tmp_path)
