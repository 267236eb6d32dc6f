"""One turn of a conversation: from what the user says to the stored answer."""

from __future__ import annotations

import logging
import time
from typing import Any

from chatbot import clock, context, conversations, moderation, plans, prompts, structured, usage, users
from chatbot import tools as toolbox
from chatbot.errors import Conflict, InvalidInput, Unavailable
from chatbot.services import Services

logger = logging.getLogger(__name__)
MAX_TOOL_ROUNDS = 3
NO_ANSWER = {
    "en": "I have no answer to that.",
    "de": "Darauf habe ich keine Antwort.",
    "fr": "Je n'ai pas de réponse à cela.",
    "pt": "Não tenho resposta para isso.",
}


async def prepare(own: Services, user: dict, conversation: dict, text: str) -> list[dict[str, Any]]:
    """Check what the user says, and the prompt for it. Raises InvalidInput or QuotaExceeded."""
    if not text.strip():
        raise InvalidInput("the message is empty")
    now = own.now()
    await usage.require(own.db, user, now)
    verdict = moderation.check(text)
    if verdict.blocked:
        logger.error("Blocked a message of %s: %s", user["id"], ", ".join(verdict.rules))
        raise InvalidInput(f"the message breaks the rules: {', '.join(verdict.rules)}")
    text = verdict.text
    language = conversation["language"]
    day = clock.local_day(now, user["time_zone"])
    system = prompts.render("system", language, name=users.first_name(user), today=day.isoformat())
    if conversation["summary"]:
        system += " " + prompts.render("known", language, summary=conversation["summary"])
    history = await conversations.messages(own.db, conversation["id"], conversation["summarised_to"])
    limit = int(own.settings.context_tokens * plans.plan_of(user).context_share)
    question = {"role": "user", "content": context.clip(text, limit)}
    return context.trim({"role": "system", "content": system}, history, question, limit)


async def take_turn(own: Services, user: dict, conversation: dict, text: str) -> dict[str, Any]:
    """Answer the user and store both. Raises what `prepare` raises, and Unavailable."""
    started = time.monotonic()
    messages = await prepare(own, user, conversation, text)
    prompt_tokens = completion_tokens = 0
    used: list[dict[str, Any]] = []
    answer = None
    for _ in range(MAX_TOOL_ROUNDS):
        answer = await own.llm.complete(messages, toolbox.SPECIFICATIONS)
        prompt_tokens += answer.prompt_tokens
        completion_tokens += answer.completion_tokens
        if not answer.tool_calls:
            break
        results = [await toolbox.run(own, user, call) for call in answer.tool_calls]
        used += [{"name": result.name, "ok": result.ok} for result in results]
        messages = [*messages, toolbox.request(answer), *(result.message() for result in results)]
    content = answer.content if answer else ""
    reply = {
        "content": content or no_answer(conversation["language"]),
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "tools": used,
        "latency_ms": round((time.monotonic() - started) * 1000),
    }
    return await store(own, user, conversation, text, reply)


async def store(own: Services, user: dict, conversation: dict, text: str, reply: dict[str, Any]) -> dict[str, Any]:
    """Keep both messages; what the rules hide is not stored."""
    now = own.now()
    clean = moderation.check(text).text
    ids = await conversations.add_turn(own.db, conversation["id"], clean, reply, now)
    await usage.add(own.db, user, now, reply["prompt_tokens"], reply["completion_tokens"])
    return {
        "message_id": ids[0],
        "reply_id": ids[1],
        "reply": reply["content"],
        "tools": [one["name"] for one in reply["tools"]],
        "usage": {"prompt_tokens": reply["prompt_tokens"], "completion_tokens": reply["completion_tokens"]},
    }


def no_answer(language: str) -> str:
    """What we say for a model that says nothing."""
    return NO_ANSWER.get(language.partition("-")[0], NO_ANSWER["en"])


async def suggest_title(own: Services, conversation: dict) -> dict[str, Any]:
    """Let the model name a conversation. Raises Conflict or Unavailable."""
    said = [one["content"] for one in await conversations.messages(own.db, conversation["id"]) if one["role"] == "user"]
    if not said:
        raise Conflict("the conversation has no messages yet")
    prompt = prompts.render("title", conversation["language"])
    text = context.clip("\n".join(said), own.settings.context_tokens)
    answer = await own.llm.complete([{"role": "system", "content": prompt}, {"role": "user", "content": text}])
    named = structured.parse_object(answer.content)
    title = (named or {}).get("title")
    if named is None or not isinstance(title, str) or not title.strip():
        raise Unavailable("the model gave no usable title")
    tags = named.get("tags")
    tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    await conversations.change(own.db, conversation["id"], title[:120], tags or None)
    return {"title": title[:120].strip(), "tags": conversations.clean_tags(tags)}
