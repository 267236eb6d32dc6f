import asyncio
import os
import signal

import httpx

from chatbot import worker


def test_round(own, as_user):
    assert asyncio.run(worker.run_once(own)) == {"conversations": 1, "messages": 38, "failed": 0}
    assert as_user("emil").get("/conversations/6").json()["summary"].startswith("You said: user: ")
    assert asyncio.run(worker.run_once(own))["conversations"] == 0


def test_model_is_down(own, model):
    model(lambda request: httpx.Response(500))
    assert asyncio.run(worker.run_once(own))["failed"] == 1


def test_deploys_stop_the_worker(own, model, caplog):
    async def slow(request):
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(5)

    model(slow)
    asyncio.run(worker.run_until_stopped(own))
    assert "in the middle of a round" in caplog.text
