"""What is done to a webhook from its page."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.db import transactional
from app.infra.form_once import submitted_once
from app.webhooks import collecting, registering, sending
from app.webhooks.forms import ActForm
from app.webhooks.queries.hooks import secret_of
from app.webhooks.routes.blueprint import pages
from app.webhooks.routes.hooks import page_of


@pages.post("/webhooks/<ref>/rotate-secret")
@requires(Permission.KEEP_WEBHOOKS)
def rotate_secret(ref: str) -> tuple[str, int]:
    """Change the secret, and show the new one, this once."""
    actor, now = current_actor(), clock.now()
    given = submitted_once(
        ActForm(),
        actor.person_id,
        lambda: f"{registering.rotate_secret(ref, by=actor, now=now).card.rotated_at}",
    )
    secret = secret_of(ref, actor, given_at=datetime.fromisoformat(given)) if given else None
    return page_of(ref, secret=secret), 201 if secret else 200


@pages.post("/webhooks/<ref>/test")
@requires(Permission.KEEP_WEBHOOKS)
@transactional
def send_test(ref: str) -> Response:
    """Send a message about nothing."""
    collecting.send_test(ref, by=current_actor(), now=clock.now())
    return _back(ref, gettext("A test is on its way. Load this page again in a moment."))


@pages.post("/webhooks/<ref>/pause")
@requires(Permission.KEEP_WEBHOOKS)
@transactional
def pause(ref: str) -> Response:
    """Send nothing for a while."""
    registering.pause(ref, by=current_actor(), now=clock.now())
    return _back(ref, gettext("It is paused: what happens now is not sent."))


@pages.post("/webhooks/<ref>/resume")
@requires(Permission.KEEP_WEBHOOKS)
@transactional
def resume(ref: str) -> Response:
    """Send again."""
    registering.resume(ref, by=current_actor(), now=clock.now())
    return _back(ref, gettext("What happens from now on is sent, and what still waits."))


@pages.post("/webhooks/<ref>/remove")
@requires(Permission.KEEP_WEBHOOKS)
@transactional
def remove(ref: str) -> Response:
    """Remove it for good."""
    registering.remove(ref, by=current_actor(), now=clock.now())
    flash(gettext("The webhook is removed."), "success")
    return redirect(url_for("webhooks.hooks"), 303)


@pages.post("/webhooks/<ref>/deliveries/<int:delivery_id>/replay")
@requires(Permission.KEEP_WEBHOOKS)
@transactional
def replay(ref: str, delivery_id: int) -> Response:
    """Send one delivery again."""
    sending.replay(ref, delivery_id, by=current_actor(), now=clock.now())
    return _back(ref, gettext("It is sent again. Load this page again in a moment."))


def _back(ref: str, done: str) -> Response:
    flash(done, "success")
    return redirect(url_for("webhooks.hook", ref=ref), 303)
