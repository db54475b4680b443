"""What the regions are called."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import decode_cursor
from app.infra.api.paging import page
from app.infra.forms import submitted
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool import region_names
from app.pool.queries.regions import find_region, regions_found
from app.portal.operations.desk import ROWS, lately
from app.portal.operations.routes.blueprint import operations
from app.portal.operations.taxonomy_forms import NamesForm, RegionForm

Answer = Response | tuple[str, int]


@operations.get("/taxonomies/regions")
@requires(Permission.OPERATE)
def regions() -> str:
    """List the regions by code."""
    return _list(RegionForm(formdata=None))


@operations.post("/taxonomies/regions")
@requires(Permission.OPERATE)
def add_region() -> Answer:
    """Add a region."""
    by, now, form = event_actor(current_actor()), clock.now(), RegionForm()
    code, names = (form.code.data or "").strip(), form.names()

    def add() -> bool:
        region_names.add_region(code=code, name_zh=names.name_zh, name_en=names.name_en, by=by, now=now)
        return True

    if submitted(form, add) is None:
        return _list(form), 422
    return _saved(code)


@operations.get("/taxonomies/regions/<code>")
@requires(Permission.OPERATE)
def region(code: str) -> str:
    """Show a region."""
    return _page(code, None)


@operations.post("/taxonomies/regions/<code>")
@requires(Permission.OPERATE)
def rename_region(code: str) -> Answer:
    """Call a region otherwise."""
    by, now, form = event_actor(current_actor()), clock.now(), NamesForm()
    names = form.names()

    def rename() -> bool:
        region_names.rename_region(code=code, name_zh=names.name_zh, name_en=names.name_en, by=by, now=now)
        return True

    if submitted(form, rename) is None:
        return _page(code, form), 422
    return _saved(code)


def _list(form: RegionForm) -> str:
    text, cursor = request.args.get("text", "").strip()[:60], request.args.get("cursor")
    after = decode_cursor(cursor, str)[0] if cursor else ""
    found = regions_found(text=text, after=after, limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda card: card.code)
    return render_template("operations/regions.html", rows=shown, cursor=following, text=text, form=form)


def _page(code: str, form: NamesForm | None) -> str:
    shown = find_region(code)
    if shown is None:
        raise NotFound("not_found", N_("There is no such region."))
    return render_template(
        "operations/region.html",
        region=shown,
        form=form or NamesForm(formdata=None, name_zh=shown.name_zh, name_en=shown.name_en),
        history=lately(region_names.SUBJECT, code),
    )


def _saved(code: str) -> Response:
    flash(gettext("Saved."), "success")
    return redirect(url_for("operations.region", code=code), 303)
