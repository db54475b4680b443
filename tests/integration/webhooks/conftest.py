"""A pool whose organisations have a receiver on the loopback, with a certificate that counts here."""

from dataclasses import dataclass, replace
from datetime import timedelta
from ipaddress import ip_network

import pytest
from flask import Flask

from app.accounts.domain.roles import Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.scheduler import run_job
from app.webhooks.jobs import JOBS
from tests.support.api_caller import Caller
from tests.support.booking_pool import POOL, Pool
from tests.support.crowd import joined
from tests.support.hostile import CERTIFICATES, Hostile, hostile, says
from tests.support.templates import furnished_for

template = furnished_for("pool", POOL)
ACCEPTED = says(b"HTTP/1.1 204 No Content\r\n\r\n")


@dataclass
class World:
    """The pool, the receiver, and the provider's manager; `later` is how far the clock has moved on."""

    app: Flask
    pool: Pool
    provider: Caller
    receiver: Hostile
    later: timedelta = timedelta()

    def register(self, by: Caller, *topics: str, path: str = "/hook") -> dict[str, str]:
        self.receiver.replies.setdefault(path, ACCEPTED)
        topics = topics or ("booking", "usage")
        made = by.post("/webhooks", {"url": self.receiver.url(path), "topics": list(topics)})
        assert made.status_code == 201, made.json
        return made.json

    def work(self, later: timedelta = timedelta()) -> list[bytes]:
        """Let the scheduler work, so much later than before; return what the receiver got by it."""
        self.later += later
        before = len(self.receiver.requests)
        with self.app.app_context():
            for job in JOBS:
                assert run_job(job, clock.now() + self.later).failed == 0
        return self.receiver.requests[before:]

    def log(self, by: Caller, hook: dict[str, str]) -> list[dict]:
        return by.get(f"/webhooks/{hook['ref']}/deliveries").json["items"]


@pytest.fixture
def pool(client, contents) -> Pool:
    return contents.calling(client)


@pytest.fixture
def world(app, pool, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, outbound_networks=(ip_network("127.0.0.0/8"),))
    with app.app_context():
        provider = transaction(lambda: joined(pool.keeper, "provider", Role.PROVIDER_MANAGER))
    with hostile({}, tls=CERTIFICATES / "lab.pem") as receiver:
        yield World(app, pool, provider, receiver)
