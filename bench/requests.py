"""The requests that are measured, as the bytes that go over the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random


@dataclass(frozen=True)
class Nothing:
    """A page that does nothing: what the server itself costs."""

    def __call__(self, number: int) -> bytes:
        """Return the request; every one is the same."""
        del number
        return b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"


@dataclass(frozen=True)
class WeekAvailability:
    """A week of one of `instruments` instruments, starting up to 30 days from `first`."""

    instruments: int
    first: datetime

    def __call__(self, number: int) -> bytes:
        """Return the request `number`; the same number asks the same."""
        rng = Random(number)
        start = self.first + timedelta(days=rng.randint(0, 30))
        end = start + timedelta(days=7)
        path = (
            f"/api/v1/instruments/{rng.randint(1, self.instruments)}/availability"
            f"?from={start:%Y-%m-%dT%H:%M:%SZ}&to={end:%Y-%m-%dT%H:%M:%SZ}"
        )
        return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


@dataclass(frozen=True)
class Booking:
    """An hour of one of `instruments` instruments: each number another slot, from `first` on."""

    instruments: int
    first: datetime
    token: str

    def __call__(self, number: int) -> bytes:
        """Return the request `number`."""
        body = json.dumps(self.body(number)).encode()
        head = (
            "POST /api/v1/bookings HTTP/1.1\r\nHost: bench\r\n"
            f"Authorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def body(self, number: int) -> dict[str, object]:
        """Return the body of request `number`."""
        start = self.first + timedelta(hours=number // self.instruments)
        return {
            "instrument_id": 1 + number % self.instruments,
            "starts_at": start.isoformat(),
            "ends_at": (start + timedelta(hours=1)).isoformat(),
            "purpose": "bench",
        }
