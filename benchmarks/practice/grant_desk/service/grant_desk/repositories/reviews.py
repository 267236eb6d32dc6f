import json
from datetime import date, datetime

from grant_desk.clock import written
from grant_desk.errors import Conflict, Missing
from grant_desk.models import Review, ReviewIn
from grant_desk.repositories.base import Repository


class ReviewRepository(Repository):
    table = "reviews"

    def of(self, application_id: int) -> list[Review]:
        found = self.rows("SELECT * FROM reviews WHERE application_id = ? ORDER BY id", application_id)
        return [Review(**row) for row in found]

    def find(self, application_id: int, reviewer_id: int) -> Review | None:
        return next((one for one in self.of(application_id) if one.reviewer_id == reviewer_id), None)

    def get(self, application_id: int, reviewer_id: int) -> Review:
        review = self.find(application_id, reviewer_id)
        if review is None:
            raise Missing("There is no such review.")
        return review

    def assign(self, application_id: int, reviewer_id: int, due_on: date) -> Review:
        if self.find(application_id, reviewer_id):
            raise Conflict("The reviewer has this application already.")
        self.insert(application_id=application_id, reviewer_id=reviewer_id, due_on=due_on.isoformat())
        return self.get(application_id, reviewer_id)

    def submit(self, review: Review, given: ReviewIn, now: datetime) -> None:
        self.change(review.id, scores=json.dumps(given.scores), comment=given.comment, submitted_at=written(now))

    def open_until(self, day: date) -> list[Review]:
        """Those that are not in and due by `day`, the oldest first."""
        found = self.rows(
            "SELECT * FROM reviews WHERE submitted_at IS NULL AND due_on <= ? ORDER BY due_on, id", day.isoformat()
        )
        return [Review(**row) for row in found]
