"""A service: a monitored program as it describes itself in `.arbase/service.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from arbase.domain.noun import Noun


class Commands(Noun):
    """Shell-free commands, each a list of words run in the repository root inside the sandbox."""

    setup: tuple[str, ...] = Field(default=(), description="Prepares data that tests and replays need; run once.")
    test: tuple[str, ...] = Field(default=(), description="Runs the visible tests; exit status 0 means passed.")
    lint: tuple[str, ...] = Field(default=(), description="Checks style; exit status 0 means clean.")
    format: tuple[str, ...] = Field(default=(), description="Formats the files given after it.")


class Install(Noun):
    """The environment that the service's code needs: built once, without network but for wheels of named packages."""

    python: str = Field(
        default="", description="Interpreter to make it of: a path or a name on PATH; default: the service's `python`."
    )
    requirements: tuple[str, ...] = Field(
        default=(), description="Requirements files; each line names a package, of which there must be a wheel."
    )
    commands: tuple[tuple[str, ...], ...] = Field(
        default=(), description="Commands run afterwards in a copy of the repository, in the sandbox."
    )


class Application(Noun):
    """Where request replay finds the application object."""

    kind: Literal["asgi", "wsgi"] = Field(description="The interface that the application object speaks.")
    target: str = Field(
        description="`package.module:attribute` of the application (or of a factory without arguments)."
    )


class Service(Noun):
    """A monitored program. `repository` is its git repository (or plain folder) on this machine."""

    name: str = Field(description="Unique, lower case, used in addresses.")
    repository: Path = Field(description="The repository's root.")
    environment: str = Field(default="production", description="The environment that this description is of.")
    python: str | None = Field(default=None, description="Interpreter that runs the code; default: arbase's own.")
    install: Install | None = Field(
        default=None, description="What to install before anything runs; left out: `python` has all that is needed."
    )
    commands: Commands = Field(default_factory=Commands, description="How to set up, test, lint and format.")
    app: Application | None = Field(default=None, description="The web application, if there is one.")
    env: dict[str, str] = Field(default_factory=dict, description="Environment variables for every command.")
    source_roots: tuple[str, ...] = Field(default=(".",), description="Folders put on the import path.")
    tests: str = Field(default="tests", description="Folder in which new tests are written.")
    forge: Literal["local", "github", "gitlab"] = Field(default="local", description="Where proposals go.")
    sandbox: Literal["auto", "bubblewrap", "docker", "process"] = Field(
        default="auto", description="What isolates the code; `process` isolates least and is never chosen unasked."
    )
    image: str = Field(
        default="",
        description="Docker image that is the system inside (with `sandbox: docker`); empty: this machine's own.",
    )
    protected_paths: tuple[str, ...] = Field(
        default=(".arbase/**", ".github/**", ".gitlab-ci.yml", ".ci/**"),
        description="Glob patterns that no fix may touch.",
    )
    context: str = Field(
        default="",
        description="What arbase's operators wrote about it into its record; kept by arbase, not in the file.",
    )
    owners: tuple[str, ...] = Field(default=(), description="Who is asked to review.")
    bundled_demo: bool = Field(default=False, description="Set by `arbase demo` alone; may use the process sandbox.")

    @model_validator(mode="before")
    @classmethod
    def _inside_the_image(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not data.get("image"):
            return data
        if data.get("sandbox") != "docker":
            msg = "image needs `sandbox: docker`"
            raise ValueError(msg)
        if data.get("install"):
            msg = "install cannot be used with an image; put the requirements into the image"
            raise ValueError(msg)
        # This machine's interpreter does not exist in the image.
        return {**data, "python": data.get("python") or "python3"}
