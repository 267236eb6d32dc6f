"""`arbase model`: play the language model, from a script or by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from arbase.commands.console import console, plain
from arbase.model.server.http import ModelServer
from arbase.model.server.interface import Answerer
from arbase.model.server.relay import RelayAnswerer
from arbase.model.server.script import ScriptAnswerer, read_script

app = typer.Typer(no_args_is_help=True, help="Play the language model, from a script or by hand.")
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port on loopback; 0 picks a free one.")]


@app.command("serve-script")
def serve_script(
    file: Annotated[Path, typer.Argument(help="YAML file with `turns:` (docs/model-server.md).")], port: Port = 0
) -> None:
    """Answer from a script, over the Messages and the OpenAI chat protocols."""
    _serve(ScriptAnswerer(read_script(file)), port)


@app.command()
def relay(
    folder: Annotated[Path, typer.Option("--dir", help="Requests are written here, and answers awaited.")],
    port: Port = 0,
    seconds: Annotated[float, typer.Option(min=1, help="How long an answer is awaited.")] = 3600.0,
) -> None:
    """Be the model: each request becomes a file, and its answer is awaited in another."""
    _serve(RelayAnswerer(folder, seconds, lambda text: console.print(plain(text, 500), soft_wrap=True)), port)


def _serve(answerer: Answerer, port: int) -> None:
    server = ModelServer(answerer, port)
    console.print(f"Messages protocol:     --set model.base_url={server.address}", soft_wrap=True)
    console.print(
        f"OpenAI chat protocol:  --set model.provider=openai --set model.base_url={server.address}/v1", soft_wrap=True
    )
    console.print("Set the key to any text (ANTHROPIC_API_KEY=x). Ctrl-C ends.")
    server.wait()
