"""The application."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from . import settings
from .desk import Desk
from .problems import Problem
from .routes import guests, partners, staff
from .store import Store


async def show_problem(request: Request, problem: Problem) -> JSONResponse:
    return JSONResponse({"problem": problem.code, "detail": problem.detail}, status_code=problem.status)


async def show_unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"problem": "unreadable", "detail": f"{where}: {first['msg']}"}, status_code=400)


def create_app(desk: Desk) -> FastAPI:
    made = FastAPI(title="guest_desk")
    made.state.desk = desk
    made.add_exception_handler(Problem, show_problem)
    made.add_exception_handler(RequestValidationError, show_unreadable)
    made.include_router(guests.router)
    made.include_router(staff.router)
    made.include_router(partners.router)
    return made


settings.start_reports()
app = create_app(Desk(Store(settings.DATABASE)))
