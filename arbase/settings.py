"""Settings: one YAML file plus `key=value` overrides. Unknown keys are errors that name the nearest known key."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, Field, ValidationError

from arbase.classify.settings import ClassifySettings
from arbase.domain.errors import ConfigError
from arbase.domain.noun import Noun
from arbase.domain.service import Service
from arbase.intake.settings import IntakeSettings
from arbase.model.settings import ModelSettings
from arbase.verify.settings import VerifySettings

M = TypeVar("M", bound=BaseModel)
MAX_FILE_BYTES = 1_000_000


class StoreSettings(Noun):
    """Where everything is kept."""

    url: str = Field(default="", description="SQLAlchemy URL; empty: SQLite under `home`.")


class ServeSettings(Noun):
    """How the service listens."""

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8321, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    public_url: str = Field(default="", description="Address by which services reach arbase, for the DSN.")
    poll_seconds: float = Field(default=0.5, gt=0, description="How long the worker sleeps when nothing is to be done.")


class NotifySettings(Noun):
    """Who is told, outside of arbase, that a human is called; nobody by default."""

    urls: tuple[str, ...] = Field(
        default=(), description="Addresses in apprise's form, for example mailto://..., slack://..., json://host/path."
    )
    urls_env: str = Field(default="", description="Variable that holds further addresses, apart by spaces.")

    @property
    def asked(self) -> bool:
        """Whether anybody is to be told."""
        return bool(self.urls or self.urls_env)


class Settings(Noun):
    """Everything that can be configured."""

    home: Path = Field(default=Path(".arbase"), description="Folder for the database and working copies.")
    engine: Literal["auto", "static", "agent", "cascade"] = Field(
        default="auto",
        description="Which engine triages, investigates and repairs: `static` needs no model, `agent` is a model, "
        "`cascade` asks it only for what static left; `auto` is cascade where the model's key is set, else static.",
    )
    model: ModelSettings = Field(default_factory=ModelSettings, description="The language model of the agents.")
    store: StoreSettings = Field(default_factory=StoreSettings, description="Where everything is kept.")
    intake: IntakeSettings = Field(default_factory=IntakeSettings, description="What is accepted from services.")
    serve: ServeSettings = Field(default_factory=ServeSettings, description="How the service listens.")
    classify: ClassifySettings = Field(
        default_factory=ClassifySettings, description="Which classifier decides, and how."
    )
    notify: NotifySettings = Field(
        default_factory=NotifySettings, description="Who is told that a human is called; needs the extra `notify`."
    )
    verify: VerifySettings = Field(default_factory=VerifySettings, description="How much a proof may cost.")

    @property
    def store_url(self) -> str:
        """The database's URL, SQLite under `home` by default."""
        return self.store.url or f"sqlite:///{self.home.resolve() / 'arbase.db'}"


def load_settings(file: Path | None = None, overrides: Iterable[str] = ()) -> Settings:
    """The settings of `file` (YAML, may be absent), changed by overrides such as `serve.port=9000`.

    Raises ConfigError for a missing or malformed file, an unknown key (naming the nearest known one) or a bad value.
    """
    data = read_yaml(file) if file else {}
    origin = str(file) if file else "the overrides"
    for override in overrides:
        _apply_override(data, override)
    return validated(Settings, data, origin)


def load_service(repository: Path, **known: Any) -> Service:
    """The service that `repository` describes in `.arbase/service.yaml`; `known` are fields set by the caller."""
    root = repository.resolve()
    if not root.is_dir():
        raise ConfigError(f"{repository}: no such folder; give the root of the service's repository")
    file = root / ".arbase" / "service.yaml"
    if not file.is_file() or file.is_symlink():
        raise ConfigError(
            f"{file}: not found; describe the service there, at least `name: ...` (README, connect a service)"
        )
    data = read_yaml(file)
    for key in ("repository", "bundled_demo", "context"):
        if key in data:
            instead = "; write it into .arbase/context.md, or set it with `arbase service context`"
            more = instead if key == "context" else ""
            raise ConfigError(f"{file}: key {key!r} is set by arbase, remove it{more}")
    return validated(Service, {**data, "repository": root, **known}, str(file))


def read_yaml(file: Path) -> dict[str, Any]:
    """A YAML mapping. Raises ConfigError that says what is wrong and where."""
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise ConfigError(f"{file}: larger than {MAX_FILE_BYTES} bytes; is this the right file?")
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid YAML ({' '.join(str(error).split())[:200]})") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise ConfigError(f"{file}: must hold keys and values at the top level")
    return data


def validated(model: type[M], data: Mapping[str, Any], origin: str) -> M:
    """`data` as a `model`; the first problem becomes one sentence with place, fault and remedy."""
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise ConfigError(f"{origin}: unknown key {place!r}{_nearest(model, first['loc'])}") from None
        raise ConfigError(f"{origin}: {place}: {first['msg'].lower()} (got {str(first['input'])[:60]!r})") from None


def _apply_override(data: dict[str, Any], override: str) -> None:
    key, equals, text = override.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(parts):
        raise ConfigError(f"{override!r}: an override is key=value, for example serve.port=9000")
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"{override!r}: the value is not valid YAML") from error
    target = data
    for part in parts[:-1]:
        inner = target.setdefault(part, {})
        if not isinstance(inner, dict):
            raise ConfigError(f"{override!r}: {part!r} is not a group of settings")
        target = inner
    target[parts[-1]] = value


def _nearest(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    """The known key that an unknown one most resembles, looked up in the model that refused it."""
    owner: Any = model
    for part in location[:-1]:
        field = owner.model_fields.get(str(part)) if isinstance(owner, type) and issubclass(owner, BaseModel) else None
        annotation = field.annotation if field is not None else None
        # Of `Model | None` the model is meant.
        owner = next((one for one in get_args(annotation) if one is not type(None)), annotation)
    known = list(owner.model_fields) if isinstance(owner, type) and issubclass(owner, BaseModel) else []
    nearest = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.4)
    if nearest:
        return f"; did you mean {'.'.join([*map(str, location[:-1]), nearest[0]])!r}?"
    return f"; known keys: {', '.join(known)}" if known else ""
