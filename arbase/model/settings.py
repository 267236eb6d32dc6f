"""Which language model is used, what it may cost, and which prompts it gets. Nothing heavy is imported here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from arbase.domain.noun import Noun


class Allowance(Noun):
    """What may be used up; 0 stands for no limit. Currency is that of the price file."""

    tokens: int = Field(default=0, ge=0, description="Input and output tokens, cached ones included.")
    currency: float = Field(default=0.0, ge=0, description="Cost by the price file.")
    turns: int = Field(default=0, ge=0, description="Answers of the model.")
    seconds: float = Field(default=0.0, ge=0, description="Seconds spent by agents, waiting included.")


class BudgetSettings(Noun):
    """Where agents must stop: the first limit that is reached ends the work with what was found so far."""

    incident: Allowance = Field(
        default=Allowance(tokens=600_000, turns=90, seconds=1_800), description="For one incident, all its agents."
    )
    service: Allowance = Field(default=Allowance(tokens=6_000_000), description="For one service in a day (UTC).")
    day: Allowance = Field(default=Allowance(tokens=20_000_000), description="For everything in a day (UTC).")


class LoopSettings(Noun):
    """How one agent works."""

    turns: int = Field(default=30, ge=1, le=500, description="Answers until an agent must have submitted.")
    result_characters: int = Field(default=12_000, ge=500, description="A tool's result is cut to this, with a note.")
    window_characters: int = Field(
        default=400_000, ge=10_000, description="When a conversation is longer, old results are taken out."
    )
    keep_turns: int = Field(default=6, ge=1, description="Turns that stay whole when old results are taken out.")


class ModelSettings(Noun):
    """The language model behind the engines `agent` and `cascade`."""

    provider: Literal["anthropic", "openai"] = Field(
        default="anthropic", description="`openai` is any server of the OpenAI chat protocol: vLLM, Ollama, llama.cpp."
    )
    name: str = Field(default="claude-sonnet-5-5", description="The model, as the provider calls it.")
    base_url: str = Field(default="", description="Server; for `openai` it ends in /v1. Empty: the provider's own.")
    key_env: str = Field(default="", description="Variable that holds the key; empty: the provider's usual one.")
    max_tokens: int = Field(default=8_192, ge=1, description="Longest answer in tokens, thinking not included.")
    thinking: Literal["off", "low", "medium", "high"] = Field(default="off", description="Extended thinking.")
    temperature: float | None = Field(default=None, ge=0, le=1, description="Empty: the model's own.")
    stream: bool = Field(default=True, description="Whether answers are streamed on the wire.")
    tool_use: Literal["native", "text"] = Field(
        default="native", description="`text`: tools are described in the prompt, for models without tool use."
    )
    batch: bool = Field(
        default=False, description="Message Batches: cheaper and slower, for benchmarks; Anthropic only."
    )
    batch_gather: float = Field(default=5.0, ge=0, le=3_600, description="Seconds in which requests gather to a batch.")
    batch_poll: float = Field(default=20.0, gt=0, description="Seconds between questions whether a batch has ended.")
    timeout_seconds: float = Field(default=180.0, gt=0, description="Longest silence of the server.")
    retries: int = Field(default=4, ge=0, le=20, description="Further attempts after a passing failure.")
    longest_wait: float = Field(default=60.0, ge=0, description="Seconds; a longer retry-after is cut to this.")
    prices: Path | None = Field(default=None, description="YAML file with prices; empty: arbase's own.")
    traces: str = Field(
        default="", description="MLflow tracking store (URI, or a SQLite file) for traces; empty: none."
    )
    refusals: int = Field(default=2, ge=0, le=10, description="How often a fix may go back with a gate's reason.")
    prompts: dict[str, str] = Field(
        default_factory=dict, description="Version of a prompt by its name, e.g. {repair: v1}; others: the newest."
    )
    budget: BudgetSettings = Field(default_factory=BudgetSettings, description="Where agents must stop.")
    loop: LoopSettings = Field(default_factory=LoopSettings, description="How one agent works.")

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the key."""
        return self.key_env or {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}[self.provider]
