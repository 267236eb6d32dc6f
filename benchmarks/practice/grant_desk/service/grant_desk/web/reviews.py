from fastapi import APIRouter

from grant_desk import money
from grant_desk.clock import written
from grant_desk.errors import Conflict, Problem
from grant_desk.models import Review, ReviewerIn, ReviewIn
from grant_desk.repositories.calls import CallRepository
from grant_desk.repositories.reviews import ReviewRepository
from grant_desk.repositories.users import UserRepository
from grant_desk.services import scoring
from grant_desk.web.applications import visible
from grant_desk.web.deps import Connection, Known, Officer, Reviewer, Time

router = APIRouter()


def show(review: Review) -> dict:
    return {
        "reviewer": review.reviewer_id,
        "due_on": review.due_on,
        "scores": review.scores,
        "comment": review.comment,
        "submitted_at": written(review.submitted_at),
    }


@router.post("/applications/{reference}/reviewers", status_code=201)
def assign(reference: str, given: ReviewerIn, user: Officer, link: Connection) -> dict:
    application = visible(reference, user, link)
    if UserRepository(link).get(given.reviewer).role != "reviewer":
        raise Problem("That is not a reviewer.")
    if application.state != "submitted":
        raise Conflict(f"{application.reference} is {application.state}.")
    return show(ReviewRepository(link).assign(application.id, given.reviewer, given.due_on))


@router.put("/applications/{reference}/review")
def submit(reference: str, given: ReviewIn, user: Reviewer, link: Connection, cache: Known, time: Time) -> dict:
    application, reviews = visible(reference, user, link), ReviewRepository(link)
    if application.state != "submitted":
        raise Conflict(f"{application.reference} is {application.state}.")
    scoring.check_scores(scoring.rules_of(application.call_id, CallRepository(link), cache), given.scores)
    reviews.submit(reviews.get(application.id, user.id), given, time.now())
    return show(reviews.get(application.id, user.id))


@router.get("/applications/{reference}/reviews")
def listing(reference: str, user: Officer, link: Connection, cache: Known) -> dict:
    application = visible(reference, user, link)
    found = ReviewRepository(link).of(application.id)
    rules = scoring.rules_of(application.call_id, CallRepository(link), cache)
    return {"score": scoring.application_score(rules, found), "reviews": [show(review) for review in found]}


@router.get("/calls/{code}/ranking")
def ranking(code: str, user: Officer, link: Connection, cache: Known) -> dict:
    calls = CallRepository(link)
    return {
        "ranking": [
            {
                "reference": entry.application.reference,
                "title": entry.application.title,
                "requested": money.shown(entry.requested),
                "reviews": entry.reviews,
                "score": entry.score,
            }
            for entry in scoring.ranking(calls.get(code), calls, cache)
        ]
    }
