from tests.base import ShedTestCase


class WebTests(ShedTestCase):
    def test_up(self):
        assert self.get("/up") == (200, {"up": True})

    def test_unknown_address(self):
        status, problem = self.get("/nowhere")
        assert (status, problem["code"]) == (404, "unknown")
