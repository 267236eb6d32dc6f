"""What all tests share."""

import json

from django.test import TestCase


class ArchiveTestCase(TestCase):
    """Asks with one of the demonstration tokens; JSON answers are (status, data)."""

    def send(self, method, path, token=None, data=None, **headers):
        known = {"Authorization": f"Bearer demo-{token}"} if token else {}
        sent = json.dumps(data) if data is not None else ""
        return self.client.generic(method, path, sent, content_type="application/json", headers={**known, **headers})

    def ask(self, method, path, token=None, data=None):
        answer = self.send(method, path, token, data)
        return answer.status_code, answer.json()

    def get(self, path, token=None):
        return self.ask("GET", path, token)

    def post(self, path, token=None, data=None):
        return self.ask("POST", path, token, data)

    def signatures(self, path, token=None):
        status, found = self.get(path, token)
        assert status == 200, found
        return [one["signature"] for one in found["items"]]
