"""What all tests share."""

from django.test import TestCase


class ShedTestCase(TestCase):
    """Asks as the holder of a card; answers are (status, data)."""

    def ask(self, method, path, card=None, data=None):
        extra = {"headers": {"Authorization": f"Card {card}"}} if card else {}
        answer = self.client.generic(method, path, self._body(data), content_type="application/json", **extra)
        return answer.status_code, answer.json()

    def get(self, path, card=None):
        return self.ask("GET", path, card)

    def post(self, path, card=None, data=None):
        return self.ask("POST", path, card, data)

    @staticmethod
    def _body(data):
        import json

        return json.dumps(data) if data is not None else ""
