"""Threads between two organisations, about a need or an entry; nobody else sees them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask_babel import gettext

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.hubs import letters as use_cases
from app.hubs.domain.entries import EntryCard
from app.hubs.domain.hubs import HubCard
from app.hubs.domain.needs import NeedCard
from app.hubs.forms.need import MessageForm
from app.hubs.present import desk as present
from app.hubs.queries.entries import get_known_entry
from app.hubs.queries.hubs import get_open_hub
from app.hubs.queries.needs import get_need
from app.hubs.routes.blueprint import Answer, pages
from app.infra import clock
from app.infra.api import PageQuery
from app.infra.api.paging import before_id
from app.infra.forms import submitted


@pages.get("/hubs/letters")
@requires(Permission.WRITE_HUBS)
def letters() -> str:
    """List the threads the organisation has part in."""
    before = before_id(PageQuery(cursor=request.args.get("cursor")))
    return render_template("hubs/letters.html", page=present.talks_page(current_actor(), before))


@pages.route("/hubs/<slug>/needs/<ref>/letters/<int:with_id>", methods=["GET", "POST"])
@requires(Permission.WRITE_HUBS)
def need_thread(slug: str, ref: str, with_id: int) -> Answer:
    """Show and write what is said about a need between its poster and one organisation."""
    return _thread(slug, ref, with_id, get_need)


@pages.route("/hubs/<slug>/entries/<ref>/letters/<int:with_id>", methods=["GET", "POST"])
@requires(Permission.WRITE_HUBS)
def entry_thread(slug: str, ref: str, with_id: int) -> Answer:
    """Show and write what is said about an entry between its organisation and another."""
    return _thread(slug, ref, with_id, get_known_entry)


def _thread(
    slug: str, ref: str, with_id: int, find: Callable[[HubCard, str], NeedCard | EntryCard]
) -> Answer:
    actor, now, form = current_actor(), clock.now(), MessageForm()
    hub = get_open_hub(slug)
    topic = find(hub, ref)
    use_cases.refuse_stranger(topic, with_id, actor)

    def write() -> bool:
        # Read again: it may have ended meanwhile.
        use_cases.write_message(
            topic=find(hub, ref), hub=hub, with_id=with_id, text=form.text.data or "", by=actor, now=now
        )
        return True

    if submitted(form, write):
        flash(gettext("It is sent. The other side is told by mail."), "success")
        return redirect(request.path, 303)
    page = present.thread_page(topic, with_id, actor, now)
    status = 422 if form.errors or form.problems else 200
    return render_template("hubs/thread.html", page=page, hub=hub, form=form), status
