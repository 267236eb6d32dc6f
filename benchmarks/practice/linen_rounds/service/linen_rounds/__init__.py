"""Linen rounds: what the vans of the laundry collect, count and bring back."""

import os
from typing import Any

from flask import Flask

from linen_rounds import database, problems
from linen_rounds import identity
from linen_rounds.web import formats


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """The application; `config` wins over the environment."""
    app = Flask(__name__)
    app.config.from_mapping(
        DATABASE=os.environ.get("LINEN_DATABASE", "sqlite:///var/linen.sqlite3"),
        SECRET_KEY=os.environ.get("LINEN_SECRET", "for development only"),
        SESSION_HOURS=14,
        PASSWORD_METHOD="pbkdf2:sha256:60000",
    )
    app.config.update(config or {})
    app.json.sort_keys = False
    database.init_app(app)
    problems.init_app(app)
    identity.init_app(app)
    formats.init_app(app)

    from linen_rounds.web.account import account
    from linen_rounds.web.office import office
    from linen_rounds.web.portal import portal
    from linen_rounds.web.scanner import scanner

    for blueprint in (account, office, portal, scanner):
        app.register_blueprint(blueprint)
    return app
