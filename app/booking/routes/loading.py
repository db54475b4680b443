"""Loading a table of instruments: sent, looked at in a dry run, then loaded with hours and prices for all."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.forms.loading import LoadFileForm, LoadForm, load_data
from app.booking.present.loading import load_page
from app.booking.publishing import loading
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import submitted
from app.infra.tables import Table, TableFormat, send_table
from app.pool.domain.days import pool_day
from app.pool.importing import AT_ONCE, TEMPLATE

Answer = Response | tuple[str, int]
LOADS = {"publish": loading.load_and_publish, "draft": loading.load_as_drafts}


@pages.route("/desk/load", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def load_instruments() -> Answer:
    """Take a table, and go on to its dry run."""
    form, actor, now = LoadFileForm(), current_actor(), clock.now()
    ref = submitted(form, lambda: loading.keep_file(form.upload, by=actor, now=now))
    if ref is None:
        page = render_template("booking/load.html", form=form, most_rows=AT_ONCE.most)
        return page, 422 if request.method == "POST" else 200
    return redirect(url_for("booking.loading_of", ref=ref), 303)


@pages.get("/desk/load/template.<any(csv, xlsx):form>")
@requires(Permission.PUBLISH)
def load_template(form: str) -> FlaskResponse:
    """Send the template: its Chinese headings alone."""
    return send_table(Table("onepool-instruments", tuple(TEMPLATE), (), clock.now()), TableFormat(form))


@pages.get("/desk/load/<ref>")
@requires(Permission.PUBLISH)
def loading_of(ref: str) -> str:
    """Show what loading would do, and ask for the hours and the price of all that are new."""
    return _page(ref, LoadForm(formdata=None, data=load_data()))


@pages.post("/desk/load/<ref>/<any(publish, draft):to>")
@requires(Permission.PUBLISH)
def load(ref: str, to: str) -> Answer:
    """Load the good rows at once, published or as drafts."""
    form, actor, now = LoadForm(), current_actor(), clock.now()

    def work() -> str:
        template = form.template(pool_day(now))
        return LOADS[to](ref=ref, template=template, by=actor, now=now).last_line

    if submitted(form, work) is None:
        return _page(ref, form), 422  # 404 for a file that is loaded or discarded
    flash(_told(to), "success")
    return redirect(url_for("booking.desk"), 303)


@pages.post("/desk/load/<ref>/discard")
@requires(Permission.PUBLISH)
@transactional
def discard_load(ref: str) -> Response:
    """Forget the table; nothing was loaded."""
    loading.discard_file(ref=ref, by=current_actor())
    flash(gettext("The table is discarded; nothing was changed."), "success")
    return redirect(url_for("booking.load_instruments"), 303)


def _told(to: str) -> str:
    if to == "publish":
        return gettext("Loaded, and the new ones are published: they can be found and booked.")
    return gettext("Loaded. The new ones are drafts that only you can see.")


def _page(ref: str, form: LoadForm) -> str:
    return render_template(
        "booking/loading.html", page=load_page(ref, by=current_actor(), now=clock.now()), form=form
    )
