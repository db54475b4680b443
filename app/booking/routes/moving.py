"""Moving in from another system: a file is sent, read by what its columns mean, taken over, or undone."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.domain.moving import MoveKind
from app.booking.forms.moving import MoveFileForm
from app.booking.moving import files
from app.booking.present.moving import MOST_REFUSED, MOST_ROWS, OpenFile, moved_so_far, open_file
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transaction, transactional
from app.infra.forms import attempted

Answer = Response | tuple[str, int]


@pages.route("/desk/move-in", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def move_in() -> Answer:
    """Take a file, and go on to what it means; below, what was sent so far."""
    form, actor, now = MoveFileForm(), current_actor(), clock.now()
    ref = attempted(form, lambda: files.keep_file(form.upload, MoveKind(form.kind.data), by=actor, now=now))
    if ref is None:
        page = moved_so_far(actor)
        status = 422 if request.method == "POST" else 200
        return render_template("booking/moving/start.html", form=form, page=page, now=now), status
    return redirect(url_for("booking.moving_of", ref=ref), 303)


@pages.route("/desk/move-in/<ref>", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def moving_of(ref: str) -> str:
    """Show what a file means and would bring, as guessed or as it is said in the form."""
    return _page(_opened(ref))


@pages.post("/desk/move-in/<ref>/take-over")
@requires(Permission.PUBLISH)
def take_over(ref: str) -> Answer:
    """Take the good rows over, all or none."""
    opened, now, by = _opened(ref), clock.now(), event_actor(current_actor())

    def work() -> int:
        read = opened.read(now)
        return transaction(lambda: files.take_file_over(opened.card, read, by, now))

    taken = attempted(opened.form, work)
    if taken is None:
        return _page(opened), 422
    flash(gettext("Taken over: %(rows)s rows.", rows=taken), "success")
    return redirect(url_for("booking.move_in"), 303)


@pages.post("/desk/move-in/<ref>/undo")
@requires(Permission.PUBLISH)
@transactional
def undo_move_in(ref: str) -> Response:
    """Take back all that a file brought."""
    files.undo(ref, by=current_actor(), now=clock.now())
    flash(gettext("Undone: what the file brought is gone."), "success")
    return redirect(url_for("booking.move_in"), 303)


@pages.post("/desk/move-in/<ref>/discard")
@requires(Permission.PUBLISH)
@transactional
def discard_move_in(ref: str) -> Response:
    """Forget a file that is not taken over."""
    files.discard_file(ref, by=current_actor())
    flash(gettext("The file is discarded; nothing was changed."), "success")
    return redirect(url_for("booking.move_in"), 303)


def _opened(ref: str) -> OpenFile:
    return open_file(ref, current_actor(), request.form.get("column_instrument"))


def _page(opened: OpenFile) -> str:
    is_good = opened.form.is_known if request.method == "GET" else opened.form.validate_on_submit()
    report = opened.shown(clock.now()) if is_good else None
    return render_template(
        "booking/moving/meaning.html",
        page=opened,
        form=opened.form,
        report=report,
        most_refused=MOST_REFUSED,
        most_rows=MOST_ROWS,
    )
