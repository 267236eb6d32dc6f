from toolshed.catalogue import shelf
from toolshed.catalogue.models import Copy
from tests.base import ShedTestCase


class CatalogueTests(ShedTestCase):
    def test_list_is_paged_and_hides_unlisted_tools(self):
        status, page = self.get("/tools")
        assert (status, page["total"], page["pages"]) == (200, 8, 2)
        assert [one["sku"] for one in page["items"]] == ["BARROW", "DRILL-HAMMER", "HEDGE", "LADDER-6M", "PLANE"]

    def test_search_looks_at_name_and_brand(self):
        assert [one["sku"] for one in self.get("/tools?q=bosch")[1]["items"]] == ["DRILL-HAMMER", "SAW-JIG"]

    def test_unknown_category_is_refused(self):
        status, problem = self.get("/tools?category=Boats")
        assert (status, list(problem["fields"])) == (422, ["category"])

    def test_tool_with_copies(self):
        status, tool = self.get("/tools/saw-jig")
        assert status == 200
        assert (tool["category"], tool["deposit"], tool["outlook"]) == ("Saws", "25.00", "available")
        assert [(one["label"], one["state"]) for one in tool["copies"]] == [("SAW-JIG-01", "shelf"), ("SAW-JIG-02", "repair")]

    def test_scan(self):
        assert self.get("/scan/drill-hammer-02")[1]["name"] == "Hammer drill"
        assert self.get("/scan/DRILL-HAMMER")[0] == 404

    def test_outlook_is_the_best_state(self):
        assert shelf.outlook([Copy(state="lost"), Copy(state="loan")]) == "on loan"
