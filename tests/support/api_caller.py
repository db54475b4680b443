"""Somebody who calls the API inside the test's process."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.domain.actor import OrganisationCard

A_PDF = b"%PDF-1.4\n% a report of some kind\n%%EOF\n"


@dataclass(frozen=True)
class Caller:
    """A person with a token, calling the API."""

    client: FlaskClient
    token: str
    organisation: OrganisationCard

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self.headers)

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body or {}, headers=self.headers | headers)

    def send(self, method: str, path: str, body: dict[str, Any]) -> TestResponse:
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=self.headers)

    def upload(
        self, path: str, *, kind: str, content: bytes = A_PDF, name: str = "报告.pdf", **headers: str
    ) -> TestResponse:
        """Send a file as a multipart form."""
        form = {"kind": kind, "file": (BytesIO(content), name)}
        return self.client.post(f"/api/v1{path}", data=form, headers=self.headers | headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
