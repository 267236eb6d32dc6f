"""A small monitored service in a git repository, whose last commit drops a guard."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

FILES = {
    "shop/__init__.py": "",
    "shop/app.py": '''
        """Prices and stock."""

        import os

        import sentry_sdk
        from fastapi import FastAPI, HTTPException
        from sentry_sdk.integrations.fastapi import FastApiIntegration
        from sentry_sdk.integrations.starlette import StarletteIntegration

        # The SDK would import every library that it knows and finds, those of arbase's models among them.
        ONLY = {"auto_enabling_integrations": False, "integrations": [StarletteIntegration(), FastApiIntegration()]}
        if os.environ.get("SENTRY_DSN"):
            sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.0, **ONLY)

        app = FastAPI()
        PRICES = {"tea": 3.5, "milk": 1.2}
        STOCK = {"tea": 10, "milk": 0}


        @app.get("/stock/{name}")
        def stock(name: str) -> dict:
            """What is left of an article."""
            if name not in STOCK:
                raise HTTPException(status_code=404, detail="unknown article")
            return {"name": name, "left": STOCK[name]}


        @app.get("/price/{name}")
        def price(name: str) -> dict:
            """The price of an article."""
            if name not in PRICES:
                raise HTTPException(status_code=404, detail="unknown article")
            return {"name": name, "price": PRICES[name]}
    ''',
    "tests/test_shop.py": '''
        """The visible tests."""

        from fastapi.testclient import TestClient

        from shop.app import app

        client = TestClient(app)


        def test_price():
            assert client.get("/price/tea").json() == {"name": "tea", "price": 3.5}


        def test_stock():
            assert client.get("/stock/milk").json() == {"name": "milk", "left": 0}


        def test_unknown_stock():
            assert client.get("/stock/gold").status_code == 404
    ''',
    ".arbase/service.yaml": """
        name: shop
        commands:
          test: [python, -m, pytest, -q, tests]
        env: {PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1"}
        app: {kind: asgi, target: "shop.app:app"}
    """,
    ".arbase/context.md": """
        # Shop

        Unknown articles are answered with 404.
    """,
}
GUARD = """    if name not in PRICES:
        raise HTTPException(status_code=404, detail="unknown article")
"""


def git(root: Path, *words: str, day: int = 1) -> None:
    """Run git with a fixed identity and date."""
    date = f"2026-10-{day:02d}T09:00:00+00:00"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Ada Rivera" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "ada@example.org" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": date for who in ("AUTHOR", "COMMITTER")},
    }
    subprocess.run(["git", *words], cwd=root, env=env, check=True, capture_output=True)


def build(root: Path) -> Path:
    """The repository, with three commits."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Sell tea and milk")
    (root / "README.md").write_text("# Shop\n")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Say what this is", day=2)
    app = root / "shop" / "app.py"
    app.write_text(app.read_text().replace(GUARD, ""))
    git(root, "commit", "--quiet", "-a", "-m", "Simplify the price lookup", day=3)
    return root


def crash(root: Path, dsn: str, times: int = 1, path: str = "/price/gold") -> None:
    """Send the request that crashes, in a process of its own with the real SDK pointed at `dsn`."""
    code = (
        "import sentry_sdk\nfrom fastapi.testclient import TestClient\nfrom shop.app import app\n"
        "client = TestClient(app, raise_server_exceptions=False)\n"
        f"statuses = [client.get({path!r}).status_code for _ in range({times})]\n"
        "sentry_sdk.flush(10)\nassert set(statuses) == {500}, statuses\n"
    )
    env = {**os.environ, "SENTRY_DSN": dsn, "SENTRY_ENVIRONMENT": "production"}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
