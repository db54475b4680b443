"""Words that mean the same: what has one of them is found by all."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import decode_cursor
from app.infra.api.paging import page
from app.infra.db import transaction
from app.infra.forms import Form, submitted
from app.pool import synonym_groups
from app.pool.domain.taxonomies import clean_words
from app.pool.queries.taxonomies import GroupRow, get_group, groups_page, touched_by_words
from app.portal.operations.desk import ROWS, lately
from app.portal.operations.routes.blueprint import operations
from app.portal.operations.taxonomy_forms import MergeForm, WordsForm

Answer = Response | tuple[str, int]


@operations.get("/taxonomies/synonyms")
@requires(Permission.OPERATE)
def synonyms() -> str:
    """List the groups of words."""
    return _list(WordsForm(formdata=None))


@operations.post("/taxonomies/synonyms")
@requires(Permission.OPERATE)
def add_synonyms() -> Answer:
    """Add a group of words."""
    by, now, form = event_actor(current_actor()), clock.now(), WordsForm()
    added = submitted(form, lambda: synonym_groups.add_group(typed=form.typed(), by=by, now=now))
    if added is None:
        return _list(form), 422
    return _saved(added)


@operations.get("/taxonomies/synonyms/<int:group_id>")
@requires(Permission.OPERATE)
def synonym_group(group_id: int) -> str:
    """Show a group; with `words` or `into_id`, what changing or merging it would touch."""
    group = get_group(group_id)
    words = WordsForm(request.args) if "words" in request.args else None
    return _page(group, words, into_id=request.args.get("into_id", type=int))


@operations.post("/taxonomies/synonyms/<int:group_id>/change")
@requires(Permission.OPERATE)
def change_synonyms(group_id: int) -> Answer:
    """Change the words of a group."""
    by, now, form, group = event_actor(current_actor()), clock.now(), WordsForm(), get_group(group_id)

    def change() -> bool:
        synonym_groups.change_group(group_id=group_id, typed=form.typed(), by=by, now=now)
        return True

    if submitted(form, change) is None:
        return _page(group, form), 422
    return _saved(group_id)


@operations.post("/taxonomies/synonyms/<int:group_id>/merge")
@requires(Permission.OPERATE)
def merge_synonyms(group_id: int) -> Answer:
    """Put the words of a group to another's."""
    by, now, form, group = event_actor(current_actor()), clock.now(), MergeForm(), get_group(group_id)
    into_id = form.into_id.data or 0

    def merge() -> bool:
        synonym_groups.merge_groups(group_id=group_id, into_id=into_id, by=by, now=now)
        return True

    if submitted(form, merge) is None:
        return _page(group, form), 422
    return _saved(into_id)


@operations.post("/taxonomies/synonyms/<int:group_id>/delete")
@requires(Permission.OPERATE)
def delete_synonyms(group_id: int) -> Response:
    """Delete a group by which nothing is found."""
    by, now = event_actor(current_actor()), clock.now()
    transaction(lambda: synonym_groups.delete_group(group_id=group_id, by=by, now=now))
    flash(gettext("It is deleted."), "success")
    return redirect(url_for("operations.synonyms"), 303)


def _list(form: WordsForm) -> str:
    text, cursor = request.args.get("text", "").strip()[:200], request.args.get("cursor")
    after = decode_cursor(cursor, int)[0] if cursor else 0
    found = groups_page(text=text, after=after, limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda row: row.id)
    return render_template("operations/synonyms.html", rows=shown, cursor=following, text=text, form=form)


def _page(group: GroupRow, form: Form | None, *, into_id: int | None = None) -> str:
    """Return a group's page. Words that differ from the group's, or a group to merge with, are previewed."""
    words = form if isinstance(form, WordsForm) else WordsForm(formdata=None, words="\n".join(group.words))
    into = get_group(into_id) if into_id and into_id != group.id else None
    wanted = clean_words(words.typed())
    concerned = {*group.words, *wanted, *(into.words if into else ())}
    return render_template(
        "operations/synonym_group.html",
        group=group,
        words=words,
        merge=form if isinstance(form, MergeForm) else MergeForm(formdata=None, into_id=into_id),
        wanted=wanted if wanted != list(group.words) else [],
        into=into,
        touched=touched_by_words(concerned),
        history=lately(synonym_groups.SUBJECT, str(group.id)),
    )


def _saved(group_id: int) -> Response:
    flash(gettext("Saved. The search is up to date within a minute or two."), "success")
    return redirect(url_for("operations.synonym_group", group_id=group_id), 303)
