"""Everything that is configured from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Read once when the application is created."""

    data: Path = Path("data")
    default_language: str = "en"
    llm_url: str = "http://llm.internal:8000"
    llm_key: str = ""
    llm_model: str = "assist-2"
    llm_timeout: float = 20.0
    llm_retries: int = 2
    turn_seconds: float = 25.0
    context_tokens: int = 800
    answer_tokens: int = 200
    summarise_after: int = 30
    retention_days: int = 180

    @property
    def database(self) -> Path:
        return self.data / "chatbot.sqlite"

    @classmethod
    def from_env(cls) -> Settings:
        env = os.environ
        return cls(
            data=Path(env.get("CHATBOT_DATA", "data")),
            default_language=env.get("CHATBOT_LANGUAGE", "en"),
            llm_url=env.get("CHATBOT_LLM_URL", "http://llm.internal:8000"),
            llm_key=env.get("CHATBOT_LLM_KEY", ""),
            llm_model=env.get("CHATBOT_LLM_MODEL", "assist-2"),
            llm_timeout=float(env.get("CHATBOT_LLM_TIMEOUT", "20")),
            llm_retries=int(env.get("CHATBOT_LLM_RETRIES", "2")),
            turn_seconds=float(env.get("CHATBOT_TURN_SECONDS", "25")),
            context_tokens=int(env.get("CHATBOT_CONTEXT_TOKENS", "800")),
            answer_tokens=int(env.get("CHATBOT_ANSWER_TOKENS", "200")),
            summarise_after=int(env.get("CHATBOT_SUMMARISE_AFTER", "30")),
            retention_days=int(env.get("CHATBOT_RETENTION_DAYS", "180")),
        )
