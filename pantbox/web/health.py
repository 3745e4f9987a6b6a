"""Whether it runs, whether it is ready, and how it does: for load balancers and monitoring."""

import time
from functools import lru_cache
from typing import cast

from flask import Flask, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from pantbox.db import Schema, schema_of
from pantbox.errors import Conflict
from pantbox.places.installation import hold_to_secret
from pantbox.places.job_runs import is_late, last_lived
from pantbox.web.here import core

LABELS_KEPT = 1024
STARTED = "pantbox.started"
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
"""Counted by name: a stranger may invent others, and each would stay in memory."""
NOT_READY = {Schema.BEHIND: "migrations_missing", Schema.AHEAD: "database_ahead"}
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


def readyz() -> tuple[Response, int]:
    """The database answers too, has the schema this version was written for, and belongs to our secret.

    When a worker last lived is told beside it, and makes no server less ready.
    """
    database = core().database
    try:
        schema = schema_of(database)
        if schema is not Schema.CURRENT:
            return jsonify(status=NOT_READY[schema]), 503
        hold_to_secret(database, core().keys)
        with database.glance() as connection:
            lived_at = last_lived(connection)
    except SQLAlchemyError:
        return jsonify(status="database_unreachable"), 503
    except Conflict as error:
        return jsonify(status=error.code), 503
    worker = {
        "lived_at": lived_at and lived_at.isoformat(timespec="seconds"),
        "is_late": is_late(lived_at, core().clock()),
    }
    return jsonify(status="ok", worker=worker), 200


def favicon() -> Response:
    """Browsers ask for it unasked."""
    return Response(status=204)


class Metrics:
    """Requests counted and timed by endpoint, never by path: paths hold secrets. Of this process only."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "pantbox_requests", "Requests answered", ("endpoint", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "pantbox_request_seconds",
            "Time to answer",
            ("endpoint",),
            buckets=SECONDS,
            registry=self.registry,
        )
        # The library checks the names anew each time: twice what counting takes.
        self._requests_of = lru_cache(LABELS_KEPT)(self.requests.labels)
        self._seconds_of = lru_cache(LABELS_KEPT)(self.seconds.labels)

    def start(self) -> None:
        request.environ[STARTED] = time.perf_counter()

    def count(self, response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in METHODS else "other"
        self._requests_of(endpoint, method, response.status_code).inc()
        self._seconds_of(endpoint).observe(seconds_so_far())
        return response

    def page(self) -> Response:
        return Response(generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST)


def seconds_so_far() -> float:
    """How long this request has been worked on."""
    now = time.perf_counter()
    return now - cast(float, request.environ.get(STARTED, now))


def register(app: Flask) -> None:
    """Serve them."""
    metrics = Metrics()
    app.before_request_funcs.setdefault(None, []).insert(0, metrics.start)
    app.after_request(metrics.count)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/metrics", "metrics", metrics.page)
    app.add_url_rule("/favicon.ico", "favicon", favicon)
