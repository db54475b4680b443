"""Taxonomies as data: the classes and kinds of instruments."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import decode_cursor
from app.infra.api.paging import page
from app.infra.db import transaction
from app.infra.forms import Form, submitted
from app.kernel.text import N_
from app.pool import terms
from app.pool.domain.taxonomies import Taxonomy
from app.pool.queries.taxonomies import find_term, get_term, terms_page
from app.portal.operations.desk import ROWS, lately
from app.portal.operations.routes.blueprint import operations
from app.portal.operations.taxonomy_forms import IntoForm, NamesForm, TermForm

Answer = Response | tuple[str, int]
WORDS = {Taxonomy.CLASS: N_("Classes of instruments"), Taxonomy.KIND: N_("Kinds of instruments")}


@operations.get("/taxonomies")
@requires(Permission.OPERATE)
def taxonomies() -> str:
    """Show what can be kept."""
    return render_template("operations/taxonomies.html")


@operations.get("/taxonomies/<any('class', kind):taxonomy>")
@requires(Permission.OPERATE)
def terms_of(taxonomy: str) -> str:
    """List the terms of a taxonomy by code, with how many instruments have each."""
    return _list(Taxonomy(taxonomy), TermForm(formdata=None))


@operations.post("/taxonomies/<any('class', kind):taxonomy>")
@requires(Permission.OPERATE)
def add_term(taxonomy: str) -> Answer:
    """Add a term."""
    by, now, form, of = event_actor(current_actor()), clock.now(), TermForm(), Taxonomy(taxonomy)
    code = (form.code.data or "").strip()

    def add() -> bool:
        terms.add_term(taxonomy=of, code=code, names=form.names(), by=by, now=now)
        return True

    if submitted(form, add) is None:
        return _list(of, form), 422
    return _saved(of, code)


@operations.get("/taxonomies/<any('class', kind):taxonomy>/term")
@requires(Permission.OPERATE)
def term(taxonomy: str) -> str:
    """Show a term; with `into`, what renaming or merging it would touch."""
    return _page(Taxonomy(taxonomy), request.args.get("code", ""), None, into=request.args.get("into"))


@operations.post("/taxonomies/<any('class', kind):taxonomy>/name")
@requires(Permission.OPERATE)
def name_term(taxonomy: str) -> Answer:
    """Say what a term is called."""
    by, now, form = event_actor(current_actor()), clock.now(), NamesForm()
    of, code = Taxonomy(taxonomy), request.form.get("code", "")
    get_term(of, code)

    def name() -> bool:
        terms.name_term(taxonomy=of, code=code, names=form.names(), by=by, now=now)
        return True

    if submitted(form, name) is None:
        return _page(of, code, form), 422
    return _saved(of, code)


@operations.post("/taxonomies/<any('class', kind):taxonomy>/move")
@requires(Permission.OPERATE)
def move_term(taxonomy: str) -> Answer:
    """Rename a term, or merge it with another."""
    by, now, form = event_actor(current_actor()), clock.now(), IntoForm()
    of, code, into = Taxonomy(taxonomy), request.form.get("code", ""), (form.into.data or "").strip()
    get_term(of, code)
    moved = submitted(form, lambda: terms.move_term(taxonomy=of, code=code, into=into, by=by, now=now))
    if moved is None:
        return _page(of, code, form), 422
    said = ngettext("%(num)s instrument was changed.", "%(num)s instruments were changed.", moved)
    return _saved(of, into, said)


@operations.post("/taxonomies/<any('class', kind):taxonomy>/delete")
@requires(Permission.OPERATE)
def delete_term(taxonomy: str) -> Response:
    """Delete a term that nothing has."""
    by, now = event_actor(current_actor()), clock.now()
    of, code = Taxonomy(taxonomy), request.form.get("code", "")
    transaction(lambda: terms.delete_term(taxonomy=of, code=code, by=by, now=now))
    flash(gettext("It is deleted."), "success")
    return redirect(url_for("operations.terms_of", taxonomy=taxonomy), 303)


def _list(taxonomy: Taxonomy, form: TermForm) -> str:
    text, cursor = request.args.get("text", "").strip()[:200], request.args.get("cursor")
    after = decode_cursor(cursor, str)[0] if cursor else ""
    shown, following = page(
        terms_page(taxonomy, text=text, after=after, limit=ROWS + 1), ROWS, lambda row: row.code
    )
    return render_template(
        "operations/terms.html",
        taxonomy=taxonomy,
        word=WORDS[taxonomy],
        rows=shown,
        cursor=following,
        text=text,
        form=form,
    )


def _page(taxonomy: Taxonomy, code: str, form: Form | None, *, into: str | None = None) -> str:
    shown = get_term(taxonomy, code)
    target = (into or "").strip()
    return render_template(
        "operations/term.html",
        taxonomy=taxonomy,
        word=WORDS[taxonomy],
        term=shown,
        names=form if isinstance(form, NamesForm) else _names(shown.names.name_zh, shown.names.name_en),
        move=form if isinstance(form, IntoForm) else IntoForm(formdata=None, into=target),
        target=target if target != code else "",
        other=find_term(taxonomy, target) if target else None,
        history=lately(terms.SUBJECT, terms.term_ref(taxonomy, code)),
        ref=terms.term_ref(taxonomy, code),
    )


def _names(name_zh: str, name_en: str) -> NamesForm:
    return NamesForm(formdata=None, name_zh=name_zh, name_en=name_en)


def _saved(taxonomy: Taxonomy, code: str, said: str | None = None) -> Response:
    flash(said or gettext("Saved."), "success")
    return redirect(url_for("operations.term", taxonomy=taxonomy, code=code), 303)
