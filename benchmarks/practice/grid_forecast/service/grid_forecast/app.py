"""The web application."""
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from . import settings
from .problems import Problem
from .routes import router

settings.start_reports()
app = FastAPI(title="Grid forecast")
app.include_router(router)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.exception_handler(Problem)
def told(request: Request, problem: Problem) -> JSONResponse:
    return JSONResponse({"error": problem.code, "message": problem.message}, problem.status)


@app.exception_handler(RequestValidationError)
def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return JSONResponse({"error": "unreadable", "message": "The body is no JSON"}, 400)
    where = ".".join(str(part) for part in first["loc"][1:])
    return JSONResponse({"error": "invalid", "message": f"{where}: {first['msg']}"}, 422)
