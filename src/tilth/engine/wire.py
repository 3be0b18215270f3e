"""Keeps the connections to servers, for all the backends of one event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import aiohttp
from yarl import URL

from tilth.core.errors import Unsteady
from tilth.core.model import Answer, Patience

SMALL_BYTES = 1 << 18
"""A body up to this size is taken as one piece."""
WATCH_S = 0.1
"""How often the watch looks for requests that have waited too long."""
MOST_BYTES = 64 * 1024 * 1024
"""The largest answer that is read."""


class HttpWire:
    """One pool of connections; as many at once as the admission lets through.

    One watch for all requests keeps the time limits, since two timers for each would cost a tenth of a request.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._watch: asyncio.Task[None] | None = None
        self._until: dict[asyncio.Task[Any], float] = {}
        self._late: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._watch is not None:
            self._watch.cancel()
        if self._session is not None:
            await self._session.close()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], patience: Patience) -> Answer:
        """Send and wait for the whole answer. Raises Unsteady when the connection fails or patience ends."""
        return await self._ask("POST", url, body, headers, patience)

    async def get(self, url: str, headers: Mapping[str, str], patience: Patience) -> Answer:
        """Ask and wait for the whole answer. Raises Unsteady when the connection fails or patience ends."""
        return await self._ask("GET", url, None, headers, patience)

    async def _ask(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], patience: Patience
    ) -> Answer:
        session, task = self._session or self._open(), asyncio.current_task()
        assert task is not None
        began = time.monotonic()
        self._until[task] = began + min(patience.first_byte_s, patience.whole_s)
        try:
            async with session.request(
                method, _parsed(url), data=body, headers=headers, timeout=_timeout(patience), allow_redirects=False
            ) as answer:
                return Answer(answer.status, answer.headers, await self._pieces(task, answer, began, patience))
        except asyncio.CancelledError:
            if task not in self._late:
                raise
            task.uncancel()
            raise Unsteady(f"{_host(url)} did not answer in time") from None
        except TimeoutError as error:
            raise Unsteady(f"{_host(url)} did not answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unsteady(f"the connection to {_host(url)} failed ({type(error).__name__})") from error
        finally:
            del self._until[task]
            self._late.discard(task)

    async def _pieces(
        self, task: asyncio.Task[Any], answer: aiohttp.ClientResponse, began: float, patience: Patience
    ) -> bytes:
        """The body; each piece of it may take as long as the first byte. Raises Unsteady when it is too large."""
        last = began + patience.whole_s
        self._until[task] = min(time.monotonic() + patience.first_byte_s, last)
        if 0 < (answer.content_length or 0) <= SMALL_BYTES and "content-encoding" not in answer.headers:
            return await answer.read()
        held = bytearray()
        async for piece in answer.content.iter_any():
            self._until[task] = min(time.monotonic() + patience.first_byte_s, last)
            held += piece
            if len(held) > MOST_BYTES:
                raise Unsteady(f"{_host(str(answer.url))} sent more than {MOST_BYTES >> 20} MB")
        return bytes(held)

    def _open(self) -> aiohttp.ClientSession:
        # The admission bounds the requests in flight; a second bound here would only hide the queue from it.
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=30)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        self._watch = asyncio.create_task(self._watching())
        return self._session

    async def _watching(self) -> None:
        """End the requests that have waited too long."""
        while True:
            await asyncio.sleep(WATCH_S)
            now = time.monotonic()
            for task, until in list(self._until.items()):
                if now > until and task not in self._late:
                    self._late.add(task)
                    task.cancel()


_parsed = lru_cache(maxsize=256)(URL)


@lru_cache(maxsize=64)
def _timeout(patience: Patience) -> aiohttp.ClientTimeout:
    """What aiohttp itself is to watch: connecting alone."""
    return aiohttp.ClientTimeout(total=None, sock_connect=patience.connect_s)


def _host(url: str) -> str:
    """The server's name, without what might hold a secret."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
