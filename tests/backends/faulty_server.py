"""A model server that fails as it is asked to, on a free loopback port, in a thread with an event loop of its own.

The first part of the path says how: `/hang/v1/chat/completions` never answers.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable

from aiohttp import web

GOOD = {
    "model": "faulty-1",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Good."}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 3, "completion_tokens": 2},
}
WHOLE = json.dumps(GOOD).encode()
PAGE = b"<!doctype html><html><body>Bad gateway</body></html>"


async def reset(request: web.Request) -> web.StreamResponse:
    """Half a body, then the connection is torn down."""
    response = web.StreamResponse(headers={"content-type": "application/json", "content-length": str(len(WHOLE))})
    await response.prepare(request)
    await response.write(WHOLE[: len(WHOLE) // 2])
    assert request.transport
    request.transport.abort()
    return response


async def hang(request: web.Request) -> web.StreamResponse:
    """No answer at all."""
    await asyncio.sleep(3600)
    raise AssertionError("nobody waits an hour")


async def stall(request: web.Request) -> web.StreamResponse:
    """Half a body, and then silence."""
    response = web.StreamResponse(headers={"content-type": "application/json", "content-length": str(len(WHOLE))})
    await response.prepare(request)
    await response.write(WHOLE[: len(WHOLE) // 2])
    return await hang(request)


def plain(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Callable[[], web.Response]:
    """A whole answer."""
    told = {"content-type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.Response(status=status, body=body, headers=told)


def error(status: int, message: str, **headers: str) -> Callable[[], web.Response]:
    return plain(status, json.dumps({"error": {"message": message, "type": "t", "code": "c"}}).encode(), **headers)


WAYS: dict[str, Callable[[], web.Response]] = {
    "good": plain(200, WHOLE),
    "error_500": error(500, "it broke"),
    "error_502": plain(502, PAGE, "text/html"),
    "error_503": error(503, "no worker is free"),
    "loading_503": error(503, "Loading model"),
    "busy_503": error(503, "later", retry_after="2"),
    "busy_529": error(529, "Overloaded"),
    "busy_429": error(429, "too many requests", retry_after="0.05"),
    "unpaid_429": plain(429, json.dumps({"error": {"message": "pay first", "type": "insufficient_quota"}}).encode()),
    "error_400": error(400, "this prompt is too long"),
    "error_401": error(401, "no such key"),
    "error_404": error(404, "there is no such model"),
    "moved": plain(307, b"", location="http://127.0.0.1:1/elsewhere?key=abc"),
    "truncated": plain(200, WHOLE[: len(WHOLE) // 2]),
    "html": plain(200, PAGE, "text/html"),
    "wrong_type": plain(200, WHOLE, "text/plain"),
    "empty": plain(200, b""),
    "empty_choices": plain(200, json.dumps(GOOD | {"choices": []}).encode()),
    "wrapped": plain(200, json.dumps({"error": {"message": "the provider is busy", "code": 429}}).encode()),
}
SLOW: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {"reset": reset, "hang": hang, "stall": stall}


class FaultyServer:
    """Serves from `with` to its end; `url` is its address, and `asked` counts the requests by way."""

    def __init__(self) -> None:
        self.url, self.asked = "", list[str]()
        self._loop = asyncio.new_event_loop()
        self._ready, self._stop = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> FaultyServer:
        self._thread.start()
        assert self._ready.wait(10), "the server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_post("/{way}/{rest:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        way = request.match_info["way"]
        self.asked.append(way)
        await request.read()
        return await SLOW[way](request) if way in SLOW else WAYS[way]()
