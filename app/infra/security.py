"""Response headers that every page carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response

    from app.infra.config import Settings

# Nothing inline, nothing from outside. Bootstrap's own style sheet draws icons from data: addresses.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FRAMED_ANYWHERE = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def let_frame(response: Response) -> Response:
    """Let other sites show an answer inside their own pages: what everybody sees and nobody acts on."""
    response.headers["Content-Security-Policy"] = FRAMED_ANYWHERE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def headers_of(settings: Settings) -> Mapping[str, str]:
    """Return what every answer carries."""
    return HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if settings.is_secure else {})


def init_security(app: Flask, settings: Settings) -> None:
    """Install the headers and the cookies' manners."""
    app.config.update(
        SESSION_COOKIE_NAME="onepool",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_secure,
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )

    headers = headers_of(settings)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if response.headers["Content-Security-Policy"] == FRAMED_ANYWHERE:
            del response.headers["X-Frame-Options"]
        if response.status_code == 201:  # what is new may have a secret that is shown this once
            response.headers.setdefault("Cache-Control", "no-store")
        return response
