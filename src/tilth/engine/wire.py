"""Keeps the connections to servers, for all the backends of one event loop."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import aiohttp
from yarl import URL

from tilth.core.errors import Unsteady
from tilth.core.model import Answer, Patience

MOST_BYTES = 64 * 1024 * 1024
"""The largest answer that is read."""


class HttpWire:
    """One pool of connections; as many at once as the admission lets through."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Let go of the connections."""
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
        if self._session is None:
            # The admission bounds the requests in flight; a second bound here would only hide the queue from it.
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(
                connector=connector, auto_decompress=True, cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            async with self._session.request(
                method, _parsed(url), data=body, headers=headers, timeout=_timeout(patience), allow_redirects=False
            ) as answer:
                return Answer(answer.status, answer.headers, await _bounded(answer))
        except TimeoutError as error:
            raise Unsteady(f"{_host(url)} did not answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unsteady(f"the connection to {_host(url)} failed ({type(error).__name__})") from error


_parsed = lru_cache(maxsize=256)(URL)


@lru_cache(maxsize=64)
def _timeout(patience: Patience) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=patience.whole_s, sock_connect=patience.connect_s, sock_read=patience.first_byte_s
    )


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    """The body, of an honest length or of none. Raises Unsteady when it is too large."""
    if (
        (answer.content_length or 0) <= MOST_BYTES
        and "content-encoding" not in answer.headers
        and answer.content_length
    ):
        return await answer.read()
    held = bytearray()
    async for piece in answer.content.iter_any():
        held += piece
        if len(held) > MOST_BYTES:
            raise Unsteady(f"{_host(str(answer.url))} sent more than {MOST_BYTES >> 20} MB")
    return bytes(held)


def _host(url: str) -> str:
    """The server's name, without what might hold a secret."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
