"""What the operator sees and decides: the queue, one entry, and which hubs are open."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.hubs import moderating
from app.hubs.domain.entries import EntryCard
from app.hubs.domain.states import EntryState, HubAction
from app.hubs.forms.entry import DecisionForm, SendBackForm, TakeDownForm
from app.hubs.present import desk as present
from app.hubs.queries.own import get_submitted
from app.hubs.routes.blueprint import Answer, pages
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import submitted


@pages.get("/hubs/queue")
@requires(Permission.MODERATE_HUBS)
def queue() -> str:
    """List what waits to be published, the longest first."""
    page = present.queue_page(request.args.get("cursor"), clock.now())
    return render_template("hubs/queue.html", page=page)


@pages.get("/hubs/queue/<ref>")
@requires(Permission.MODERATE_HUBS)
def review(ref: str) -> str:
    """Show one entry beside what is public of it."""
    return _review_page(get_submitted(ref))


@pages.post("/hubs/queue/<ref>/publish")
@requires(Permission.MODERATE_HUBS)
def publish_entry(ref: str) -> Answer:
    """Let others read it."""
    actor, now, form = current_actor(), clock.now(), DecisionForm()
    return _decided(
        ref,
        form,
        lambda: moderating.publish_entry(ref=ref, version=form.version.data or 0, by=actor, now=now),
        gettext("It is published, and its author is told."),
    )


@pages.post("/hubs/queue/<ref>/send-back")
@requires(Permission.MODERATE_HUBS)
def send_entry_back(ref: str) -> Answer:
    """Say what should be mended."""
    actor, now, form = current_actor(), clock.now(), SendBackForm()
    return _decided(
        ref,
        form,
        lambda: moderating.send_back(
            ref=ref, version=form.version.data or 0, reason=form.reason.data or "", by=actor, now=now
        ),
        gettext("It is sent back, and its author is told why."),
    )


@pages.post("/hubs/queue/<ref>/take-down")
@requires(Permission.MODERATE_HUBS)
def take_entry_down(ref: str) -> Answer:
    """Take out of the hub what nobody should read."""
    actor, now, form = current_actor(), clock.now(), TakeDownForm()
    return _decided(
        ref,
        form,
        lambda: moderating.take_entry_down(
            ref=ref, version=form.version.data or 0, reason=form.reason.data or "", by=actor, now=now
        ),
        gettext("It is taken down, and its author is told why."),
    )


@pages.post("/hubs/<slug>/<any(open, close):action>")
@requires(Permission.MODERATE_HUBS)
@transactional
def move_hub(slug: str, action: str) -> Response:
    """Open a hub to all, or close it."""
    moderating.move_hub(slug=slug, action=HubAction(action), by=current_actor(), now=clock.now())
    return redirect(url_for("hubs.hub", slug=slug), 303)


def _decided(ref: str, form: DecisionForm, work: Callable[[], EntryCard], done: str) -> Answer:
    if submitted(form, work) is None:
        return _review_page(get_submitted(ref), form), 422
    flash(done, "success")
    return redirect(url_for("hubs.queue"), 303)


def _review_page(entry: EntryCard, refused: DecisionForm | None = None) -> str:
    wanted = SendBackForm if entry.state is EntryState.SUBMITTED else TakeDownForm
    form = refused if isinstance(refused, wanted) else wanted(formdata=None)
    # Decided meanwhile, the page has another form than what was refused.
    return render_template(
        "hubs/review.html", page=present.own_page(entry), form=form, refused=refused or form
    )
