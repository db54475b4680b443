"""The policy editor, and one version in words."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.voucher.domain.cards import ProgrammeCard
from app.voucher.domain.decisions import must_go_on
from app.voucher.forms.policy import PolicyForm
from app.voucher.forms.policy_data import policy_data
from app.voucher.policies import add_version
from app.voucher.present.policy_effect import PreviewView, preview_view
from app.voucher.present.policy_items import ITEMS, SECTIONS
from app.voucher.present.policy_words import differences, in_words
from app.voucher.previewing import preview_terms
from app.voucher.queries.policies import get_version
from app.voucher.queries.programmes import get_programme
from app.voucher.routes.blueprint import pages

Answer = str | Response | tuple[str, int]
SAVE = "save"


@pages.get("/programmes/<int:programme_id>/policy")
@requires(Permission.RUN_PROGRAMME)
def policy_editor(programme_id: int) -> str:
    """Show the terms in force, ready to be changed."""
    programme = get_programme(programme_id, current_actor())
    must_go_on(programme)
    form = PolicyForm(formdata=None, data=policy_data(programme.policy))
    form.based_on.data = programme.policy_version
    return _editor(programme, form)


@pages.post("/programmes/<int:programme_id>/policy")
@requires(Permission.RUN_PROGRAMME)
def change_policy(programme_id: int) -> Answer:
    """Show what the terms typed would have meant; once that was shown, put them in force."""
    programme = get_programme(programme_id, current_actor())
    form = PolicyForm()
    if not form.validate_on_submit():
        return _editor(programme, form), 422
    if request.form.get("step") != SAVE or not form.is_previewed:
        return _previewed(programme, form)
    actor, now = current_actor(), clock.now()
    done = submitted(
        form,
        lambda: add_version(
            programme_id,
            form.policy(),
            reason=form.reason.data,
            based_on=form.based_on.data,
            by=actor,
            now=now,
        ),
    )
    if done is None:
        form.refuse(form.problems)
        return _previewed(programme, form)[0], 422
    flash(gettext("Version %(version)s is in force for new grants.", version=done.policy_version), "success")
    return redirect(url_for("voucher.programme", programme_id=programme_id, _anchor="policy"))


@pages.get("/programmes/<int:programme_id>/policies/<int:version>")
@requires(Permission.RUN_PROGRAMME)
def policy_version(programme_id: int, version: int) -> str:
    """Show one version in words, and what another says otherwise."""
    programme = get_programme(programme_id, current_actor())
    card = get_version(programme, version)
    against = request.args.get("against", type=int) or version - 1
    other = get_version(programme, against) if against > 0 else None
    return render_template(
        "voucher/policy.html",
        programme=programme,
        version=card,
        terms=in_words(card.policy),
        other=other,
        changes=differences(other.policy, card.policy) if other else (),
    )


def _previewed(programme: ProgrammeCard, form: PolicyForm) -> tuple[str, int]:
    terms = form.policy()
    preview = preview_terms(programme, terms, clock.now())
    form.note_preview()
    return _editor(programme, form, preview_view(programme.policy, terms, preview)), 200


def _editor(programme: ProgrammeCard, form: PolicyForm, preview: PreviewView | None = None) -> str:
    return render_template(
        "voucher/policy_editor.html",
        programme=programme,
        form=form,
        preview=preview,
        sections=SECTIONS,
        items=ITEMS,
    )
