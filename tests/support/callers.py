"""A plain HTTP client with a token: what an outside program is to OnePool.

It takes no answer that is not as the OpenAPI document says.
"""

import http.client
import json
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.documented import Answered, documented

SECONDS_TO_ANSWER = 60


@dataclass(frozen=True)
class HttpAnswer:
    """A status, headers and the bytes of a body."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json["code"]

    @property
    def codes(self) -> set[str]:
        """The codes of all rules that failed."""
        return {problem["code"] for problem in self.json["problems"]}

    @property
    def fields(self) -> set[str | None]:
        return {problem.get("field") for problem in self.json["problems"]}


@dataclass(frozen=True)
class OutsideCaller:
    """Somebody, or nobody in particular, calling the JSON API of the server at `url`."""

    url: str
    token: str | None = None

    def get(self, path: str, **query: Any) -> HttpAnswer:
        return self.call("GET", path + (f"?{urlencode(query)}" if query else ""))

    def post(self, path: str, body: Any = None, key: str | None = None) -> HttpAnswer:
        """Post a body, with an `Idempotency-Key` where one is given."""
        return self.call("POST", path, {} if body is None else body, {"Idempotency-Key": key} if key else {})

    def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> HttpAnswer:
        """Call a path under /api/v1. A body is sent as JSON, but bytes as they are."""
        sent = dict(headers or {})
        if self.token is not None:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        answer = fetch(f"{self.url}/api/v1{path}", method=method, body=body, headers=sent)
        answered = Answered(answer.status, answer.headers.get("Content-Type", ""), answer.body)
        assert documented().faults(method, f"/api/v1{path}", answered) == []
        return answer


def fetch(
    url: str, *, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> HttpAnswer:
    """Ask for an address exactly as told: no redirect followed, nothing unpacked, no cookie kept."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request(
            method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers or {}
        )
        answer = connection.getresponse()
        return HttpAnswer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()
