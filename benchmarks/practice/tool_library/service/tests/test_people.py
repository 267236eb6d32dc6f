from tests.base import ShedTestCase


class PeopleTests(ShedTestCase):
    def test_members_need_a_card_and_the_desk(self):
        assert self.get("/members")[0] == 401
        assert self.get("/members", card=1003)[0] == 403

    def test_search_members(self):
        assert [one["card"] for one in self.get("/members?q=greta+lind", card=1001)[1]["items"]] == [1003]

    def test_joining_gives_the_next_card(self):
        status, member = self.post("/members", card=1002, data={"first_name": "Ama"})
        assert (status, member["card"], member["name"], member["email"]) == (201, 1009, "Ama", None)
        assert member["joined_on"] == "2026-09-16"
