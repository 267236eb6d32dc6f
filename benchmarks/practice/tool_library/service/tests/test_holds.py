from io import StringIO

from django.core.management import call_command

from tests.base import ShedTestCase


class HoldTests(ShedTestCase):
    def test_place(self):
        status, hold = self.post("/holds", card=1005, data={"sku": "saw-table"})
        assert (status, hold["state"], hold["place"]) == (201, "waiting", 3)

    def test_nobody_waits_twice_or_for_what_is_there(self):
        assert self.post("/holds", card=1003, data={"sku": "SAW-TABLE"})[1]["code"] == "in-line"
        assert self.post("/holds", card=1003, data={"sku": "SAW-JIG"})[1]["code"] == "on-shelf"

    def test_returned_copy_is_set_aside(self):
        self.post("/copies/SAW-TABLE-01/return", card=1001)
        mine = self.get("/holds", card=1003)[1]["items"]
        assert [(one["state"], one["label"], one["ready_until"]) for one in mine] == [("ready", "SAW-TABLE-01", "2026-09-23")]

    def test_set_aside_for_somebody_else(self):
        assert self.post("/loans", card=1001, data={"card": 1003, "label": "HEDGE-02"})[1]["code"] == "set-aside"
        assert self.post("/loans", card=1001, data={"card": 1008, "label": "HEDGE-02"})[0] == 201

    def test_expire(self):
        out = StringIO()
        call_command("expire_holds", stdout=out)
        assert out.getvalue().splitlines() == ["1008 did not fetch HEDGE", "1 dropped"]
        assert self.get("/holds", card=1006)[1]["items"][1]["label"] == "HEDGE-02"
