"""The ASGI application: uvicorn mill_orders.app:app"""

from fastapi import FastAPI

from mill_orders import auth, config, db, errors
from mill_orders.routes import router


def create_app(settings: config.Settings | None = None) -> FastAPI:
    config.init_sentry()
    settings = settings or config.load_settings()
    app = FastAPI(title="Mill orders")
    app.state.settings = settings
    app.state.sessions = db.connect(settings.database)
    app.state.tokens = auth.TokenCache()
    app.add_exception_handler(errors.MillError, errors.answer_mill_error)
    app.include_router(router)
    return app


app = create_app()
