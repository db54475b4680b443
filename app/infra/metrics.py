"""Counters for Prometheus, summed over the web workers."""

from __future__ import annotations

import os
import time
from functools import cache
from typing import TYPE_CHECKING

from flask import g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from flask import Flask, Response

REQUESTS = Counter("onepool_requests_total", "Requests answered", ["method", "route", "status"])
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
SECONDS = Histogram("onepool_request_seconds", "Seconds to answer", ["route"], buckets=BUCKETS)
# Anybody can make up methods, and each label is kept for ever.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def init_metrics(app: Flask) -> None:
    """Count every answer by route (never by address: an address may hold a feed's secret)."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        route = str(request.url_rule) if request.url_rule else "unmatched"
        method = request.method if request.method in METHODS else "other"
        count_answer(method, route, response.status_code, g.get("started"))
        return response


def count_answer(method: str, route: str, status: int, started: float | None) -> None:
    """Count an answer by its route, and its seconds since `started` (by `time.perf_counter`) if known."""
    _answers(method, route, status).inc()
    if started is not None:
        _seconds(route).observe(time.perf_counter() - started)


# There are as many as there are routes; to find one by its labels costs more than to count.
@cache
def _answers(method: str, route: str, status: int) -> Counter:
    return REQUESTS.labels(method, route, status)


@cache
def _seconds(route: str) -> Histogram:
    return SECONDS.labels(route)


def exposition() -> bytes:
    """Return the counters of all workers as text."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest()
