"""Two small batch services on a free loopback port, in a thread: OpenAI's files and batches, Anthropic's batches.

Both answer a request in a way that depends on its words alone, and alike when it is asked online. What goes wrong is
said beforehand: `faults` maps words in a prompt to what becomes of its row the first time it is in a batch.
"""

from __future__ import annotations

import asyncio
import email.parser
import email.policy
import json
import re
import threading
import time
from typing import Any

from aiohttp import web

KEY = "sk-a-very-secret-key-0123456789"
ALWAYS = "always "
"""Before a fault: it does not pass."""


def said(prompt: str) -> str:
    found = re.search(r"counts ([a-z ]+ and \d+)", prompt)
    return f"It is told that there are {found[1] if found else 'none'} of them."


class BatchService:
    """Serves from `with` to its end."""

    def __init__(self) -> None:
        self.url = ""
        self.polls_before_end = 1
        self.hold = False
        """No batch ends while this is so."""
        self.faults: dict[str, str] = {}
        self.refuse: list[dict[str, Any]] = []
        """What whole jobs are refused for, one after the other."""
        self.busy: list[int] = []
        """Statuses that the next submissions fail with."""
        self.jobs: dict[str, list[dict[str, Any]]] = {}
        self.sizes: list[int] = []
        self.polled: list[str] = []
        self.online = 0
        self.keys: set[str] = set()
        self.results_elsewhere = ""
        self._files: dict[str, bytes] = {}
        self._left: dict[str, int] = {}
        self._bad: dict[str, dict[str, Any]] = {}
        self._seen: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._ready, self._stop = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    @property
    def rows(self) -> list[str]:
        """The keys of all rows that were ever handed in."""
        return [row["custom_id"] for rows in self.jobs.values() for row in rows]

    def wait_for(self, jobs: int) -> None:
        until = time.monotonic() + 30
        while len(self.jobs) < jobs:
            assert time.monotonic() < until, "nothing was handed in"
            time.sleep(0.02)

    def __enter__(self) -> BatchService:
        self._thread.start()
        assert self._ready.wait(10), "the service did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=1 << 28)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/files", self._upload)
        app.router.add_get("/v1/files/{id}/content", self._content)
        app.router.add_post("/v1/batches", self._create)
        app.router.add_get("/v1/batches/{id}", self._poll)
        app.router.add_post("/v1/messages", self._message)
        app.router.add_post("/v1/messages/batches", self._create_messages)
        app.router.add_get("/v1/messages/batches/{id}", self._poll_messages)
        app.router.add_get("/v1/messages/batches/{id}/results", self._results)
        runner = web.AppRunner(app, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    # what both do alike

    def _fault(self, row: dict[str, Any], prompt: str) -> str:
        fault = next((kind for words, kind in self.faults.items() if words in prompt), "")
        if fault.startswith(ALWAYS):
            return fault.removeprefix(ALWAYS)
        if row["custom_id"] in self._seen:
            return ""
        self._seen.add(row["custom_id"])
        return fault

    def _new_job(self, rows: list[dict[str, Any]], size: int) -> str:
        name = f"batch_{len(self.jobs)}"
        self.jobs[name], self._left[name] = rows, self.polls_before_end
        self.sizes.append(size)
        if self.refuse:
            self._bad[name] = self.refuse.pop(0)
        return name

    def _over(self, name: str) -> bool:
        self.polled.append(name)
        self._left[name] -= not self.hold
        return self._left[name] < 0

    def _noted(self, request: web.Request) -> None:
        self.keys.add(request.headers.get("authorization", "").removeprefix("Bearer ") or request.headers["x-api-key"])
        if self.busy and request.method == "POST":
            status = self.busy.pop(0)
            told = json.dumps({"error": {"message": f"busy with {KEY}", "type": "t"}})
            raise _Busy(status, told)

    # OpenAI's

    @staticmethod
    def _answered(body: dict[str, Any]) -> dict[str, Any]:
        text = said(body["messages"][-1]["content"])
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        return {"model": body["model"], "choices": [choice], "usage": {"prompt_tokens": 7, "completion_tokens": 5}}

    async def _chat(self, request: web.Request) -> web.Response:
        self.online += 1
        return web.json_response(self._answered(await request.json()))

    async def _upload(self, request: web.Request) -> web.Response:
        try:
            self._noted(request)
        except _Busy as busy:
            return busy.response
        head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + await request.read())
        parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        assert parts["purpose"].get_content().strip() == "batch"
        name = f"file-{len(self._files)}"
        self._files[name] = parts["file"].get_payload(decode=True)
        return web.json_response({"id": name, "object": "file"})

    async def _create(self, request: web.Request) -> web.Response:
        told = await request.json()
        assert told["endpoint"] == "/v1/chat/completions" and told["completion_window"] == "24h"
        content = self._files[told["input_file_id"]]
        name = self._new_job([json.loads(line) for line in content.splitlines()], len(content))
        assert all(row["method"] == "POST" and row["url"] == told["endpoint"] for row in self.jobs[name])
        return web.json_response({"id": name, "status": "validating", "errors": None})

    async def _poll(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        if name not in self.jobs:
            return web.json_response({"error": {"message": f"no batch {name}"}}, status=404)
        rows = self.jobs[name]
        told: dict[str, Any] = {"id": name, "status": "in_progress", "errors": None, "output_file_id": None}
        told["request_counts"] = {"total": len(rows), "completed": 0, "failed": 0}
        if not self._over(name):
            return web.json_response(told)
        if name in self._bad:
            return web.json_response(told | self._bad[name])
        if f"out-{name}" not in self._files:
            self._write(name, rows)
        files = {"output_file_id": f"out-{name}", "error_file_id": f"err-{name}"}
        return web.json_response(told | files | {"status": "completed"})

    def _write(self, name: str, rows: list[dict[str, Any]]) -> None:
        out, err = [], []
        for row in reversed(rows):  # the order of results is not that of requests
            fault = self._fault(row, row["body"]["messages"][-1]["content"])
            line: dict[str, Any] = {"id": "x", "custom_id": row["custom_id"], "response": None, "error": None}
            if not fault:
                line["response"] = {"status_code": 200, "body": self._answered(row["body"])}
                out.append(line)
            elif fault == "expired":
                err.append(line | {"error": {"code": "batch_expired", "message": "the window has passed"}})
            elif fault.isdigit():
                body = {"error": {"message": f"failed with {fault}, key {KEY}", "type": "t"}}
                err.append(line | {"response": {"status_code": int(fault), "body": body}})
            else:
                assert fault == "missing"
        self._files[f"out-{name}"] = "\n".join(map(json.dumps, out)).encode()
        self._files[f"err-{name}"] = "\n".join(map(json.dumps, err)).encode() + b"\n"

    async def _content(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files[request.match_info["id"]], content_type="application/octet-stream")

    # Anthropic's

    @staticmethod
    def _messaged(body: dict[str, Any]) -> dict[str, Any]:
        content = [{"type": "text", "text": said(body["messages"][-1]["content"])}]
        usage = {"input_tokens": 7, "output_tokens": 5}
        return {"model": body["model"], "content": content, "stop_reason": "end_turn", "usage": usage}

    async def _message(self, request: web.Request) -> web.Response:
        self.online += 1
        return web.json_response(self._messaged(await request.json()))

    async def _create_messages(self, request: web.Request) -> web.Response:
        try:
            self._noted(request)
        except _Busy as busy:
            return busy.response
        raw = await request.read()
        name = self._new_job(json.loads(raw)["requests"], len(raw))
        return web.json_response({"id": name, "processing_status": "in_progress", "results_url": None})

    async def _poll_messages(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        if name not in self.jobs:
            return web.json_response({"error": {"message": f"no batch {name}"}}, status=404)
        counts = {"processing": len(self.jobs[name]), "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
        told = {"id": name, "processing_status": "in_progress", "request_counts": counts, "results_url": None}
        if self._over(name):
            place = f"{self.results_elsewhere or self.url}/v1/messages/batches/{name}/results"
            told |= {"processing_status": "ended", "results_url": place}
        return web.json_response(told)

    async def _results(self, request: web.Request) -> web.Response:
        kinds = {"400": "invalid_request_error", "429": "rate_limit_error", "500": "api_error"}
        lines = []
        for row in reversed(self.jobs[request.match_info["id"]]):
            fault = self._fault(row, row["params"]["messages"][-1]["content"])
            result: dict[str, Any] = {"type": "succeeded", "message": None}
            if not fault:
                result["message"] = self._messaged(row["params"])
            elif fault in kinds:
                inner = {"type": kinds[fault], "message": f"failed with {fault}, key {KEY}"}
                result = {"type": "errored", "error": {"type": "error", "error": inner}}
            else:
                result = {"type": fault}
            if fault != "missing":
                lines.append(json.dumps({"custom_id": row["custom_id"], "result": result}))
        return web.Response(text="\n".join(lines), content_type="application/x-jsonl")


class _Busy(Exception):
    def __init__(self, status: int, told: str) -> None:
        self.response = web.Response(status=status, text=told, content_type="application/json")
        self.response.headers["retry-after"] = "0.05"
