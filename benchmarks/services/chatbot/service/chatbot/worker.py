"""Summarises long conversations, so that their beginning need not be sent each time.

python -m chatbot.worker --once      one round
python -m chatbot.worker             for ever
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
from typing import Any

from chatbot import context, conversations, prompts, telemetry
from chatbot.errors import Unavailable
from chatbot.services import Services, build
from chatbot.settings import Settings

logger = logging.getLogger(__name__)
KEPT = 6
PAUSE = 30.0
SUMMARY_TOKENS = 120


async def due(own: Services) -> list[dict[str, Any]]:
    """Open conversations with more messages since their last summary than we like."""
    return await own.db.all(
        "SELECT c.*, COUNT(m.id) AS fresh FROM conversations c "
        "JOIN messages m ON m.conversation_id = c.id AND m.id > c.summarised_to "
        "WHERE c.status = 'open' GROUP BY c.id HAVING COUNT(m.id) > ? ORDER BY c.id",
        own.settings.summarise_after,
    )


async def summarise(own: Services, conversation: dict[str, Any]) -> int:
    """Put all but the last messages into the summary; gives how many."""
    fresh = await conversations.messages(own.db, conversation["id"], conversation["summarised_to"])
    old = fresh[:-KEPT]
    if not old:
        return 0
    said = [conversation["summary"]] if conversation["summary"] else []
    said += [f"{one['role']}: {one['content']}" for one in old]
    prompt = prompts.render("summary", conversation["language"])
    text = context.clip("\n".join(said), own.settings.context_tokens)
    answer = await own.llm.complete([{"role": "system", "content": prompt}, {"role": "user", "content": text}])
    if not answer.content.strip():
        raise Unavailable("the model gave an empty summary")
    summary = context.shorten(answer.content, SUMMARY_TOKENS)
    await own.db.run(
        "UPDATE conversations SET summary = ?, summarised_to = ? WHERE id = ?",
        *(summary, old[-1]["id"], conversation["id"]),
    )
    return len(old)


async def run_once(own: Services) -> dict[str, int]:
    """One round over all that is due; a conversation that fails is left for the next round."""
    result = {"conversations": 0, "messages": 0, "failed": 0}
    for conversation in await due(own):
        try:
            result["messages"] += await summarise(own, conversation)
            result["conversations"] += 1
        except Unavailable as error:
            logger.exception("Conversation %s was not summarised: %s", conversation["id"], error)
            result["failed"] += 1
    return result


async def run_forever(own: Services) -> None:
    """Round after round."""
    while True:
        logger.info("Round: %s", await run_once(own))
        await asyncio.sleep(PAUSE)


async def run_until_stopped(own: Services) -> None:
    """Round after round until a deploy stops the process; what was begun is done again by the next one."""
    rounds = asyncio.create_task(run_forever(own))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, rounds.cancel)
    try:
        await rounds
    except asyncio.CancelledError:
        logger.exception("Stopped in the middle of a round")


def main(words: list[str] | None = None) -> int:
    telemetry.start()
    parser = argparse.ArgumentParser(description="Summarise long conversations.")
    parser.add_argument("--once", action="store_true", help="one round, then stop")
    arguments = parser.parse_args(words)
    own = build(Settings.from_env())
    if not arguments.once:
        asyncio.run(run_until_stopped(own))
        return 0
    print(json.dumps(asyncio.run(run_once(own))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
