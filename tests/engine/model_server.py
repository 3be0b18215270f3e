"""A model server of the test's own: fails by chance that has an address, refuses above a hidden number, keeps a log."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from aiohttp import web


@dataclass(frozen=True)
class Faults:
    """Shares of all requests that fail in each way, and how many the server takes at once."""

    broken: float = 0.0
    """500."""
    reset: float = 0.0
    truncated: float = 0.0
    hangs: float = 0.0
    page: float = 0.0
    """200 with a page of HTML."""
    most: int = 10**6
    """Above so many at once: 429."""
    took_s: float = 0.0


@dataclass
class Asked:
    """One request as the server saw it."""

    prompt: str
    body: dict
    way: str
    came: float
    headers: dict[str, str]
    answered: float = 0.0
    """When the whole good answer had been handed to the system; 0 when it never was."""


class ModelServer:
    """Serves from `with` to its end, in a thread. `log` is every request that came."""

    def __init__(self, faults: Faults = Faults(), say: Callable[[dict], str] | None = None) -> None:
        self.faults, self.say, self.url = faults, say or shortened, ""
        self.script: Callable[[int, dict], web.Response | None] = lambda number, body: None
        """Answers the request of this number, if it wants to; the faults and `say` answer the others."""
        self.log, self.busy, self.most_busy = list[Asked](), 0, 0
        self._seen = Counter[str]()
        self._loop, self._ready = asyncio.new_event_loop(), threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> ModelServer:
        self._thread.start()
        assert self._ready.wait(20), "the server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        self._loop.close()

    @property
    def good(self) -> list[Asked]:
        """The requests that were answered well."""
        return [one for one in self.log if one.answered]

    async def _serve(self) -> None:
        app = web.Application(client_max_size=1 << 24)
        app.router.add_post("/v1/chat/completions", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/v1"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            body = json.loads(await request.read())
            return await self._answered(request, body)
        finally:
            self.busy -= 1

    async def _answered(self, request: web.Request, body: dict) -> web.StreamResponse:
        prompt = json.dumps(body["messages"])
        one = Asked(prompt, body, "good", time.monotonic(), dict(request.headers))
        self.log.append(one)
        if self.busy > self.faults.most:
            one.way = "refused"
            return told(429, "too many at once")
        if (scripted := self.script(len(self.log), body)) is not None:
            one.way = "scripted"
            if scripted.status == 200:
                one.answered = time.monotonic()
            return scripted
        one.way = self._way(prompt)
        if self.faults.took_s:
            await asyncio.sleep(self.faults.took_s * Random(prompt).uniform(0.5, 1.5))
        if one.way == "broken":
            return told(500, "it broke")
        if one.way == "page":
            return web.Response(text="<html>Bad gateway</html>", content_type="text/html")
        if one.way == "hangs":
            await asyncio.sleep(3600)
        text = self.say(body)
        whole = json.dumps(reply(text, body)).encode()
        if one.way == "truncated":
            return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
        response = web.StreamResponse(headers={"content-type": "application/json", "content-length": str(len(whole))})
        await response.prepare(request)
        if one.way == "reset":
            await response.write(whole[: len(whole) // 2])
            assert request.transport
            request.transport.abort()
            return response
        await response.write(whole)
        one.answered = time.monotonic()
        return response

    def _way(self, prompt: str) -> str:
        """How this prompt fares, this time: by chance that depends on the prompt and on how often it came."""
        self._seen[prompt] += 1
        drawn = Random(f"{prompt}{self._seen[prompt]}").random()
        for way in ("broken", "reset", "truncated", "hangs", "page"):
            drawn -= getattr(self.faults, way)
            if drawn < 0:
                return way
        return "good"


def told(status: int, why: str, **headers: str) -> web.Response:
    """A refusal in the shape of OpenAI's."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response({"error": {"message": why}}, status=status, headers=named)


def reply(text: str, body: dict) -> dict:
    """A whole answer, with a token for every word."""
    words_in = sum(len(message["content"].split()) for message in body["messages"])
    usage = {"prompt_tokens": words_in, "completion_tokens": len(text.split())}
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"model": "served", "choices": [choice], "usage": usage}


def shortened(body: dict) -> str:
    """The longest line of the prompt, without every seventh word."""
    words = max(body["messages"][-1]["content"].splitlines(), key=len).split()
    return " ".join(word for n, word in enumerate(words, 1) if n % 7)
