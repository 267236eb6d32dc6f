"""The application: `uvicorn ward_rota.main:app`."""

from fastapi import FastAPI

from ward_rota import errors, monitoring
from ward_rota.routes import absences, accounts, auth, calendars, demand, messages, payroll, shifts, staff, swaps, wards

monitoring.start()
app = FastAPI(title="Ward rota")
errors.install(app)
app.include_router(auth.router)
app.include_router(staff.router)
app.include_router(wards.router)
app.include_router(shifts.router)
app.include_router(swaps.router)
app.include_router(absences.router)
app.include_router(messages.router)
app.include_router(accounts.router)
app.include_router(calendars.router)
app.include_router(payroll.router)
app.include_router(demand.router)


@app.get("/health")
def health() -> dict:
    return {"status": "ok"}
