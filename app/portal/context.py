"""What every template may use: who is signed in, in which language, where one can go, how states look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request, url_for
from flask_babel import get_locale

from app.accounts.access import find_actor
from app.accounts.domain.permissions import Permission
from app.content.routes.frame import banners_here, help_for_page
from app.infra.form_once import form_key
from app.infra.names import name_of
from app.pool.domain.days import pool_day
from app.pool.queries import regions
from app.portal.choices import chosen
from app.portal.looks import state_look
from app.portal.navigation import file_url, form_path, links, menu, page_url, sort_url

if TYPE_CHECKING:
    from flask import Flask

    from app.infra.filters import Named


def init(app: Flask) -> None:
    """Install the values, functions and filters that base.html and the components need."""
    app.context_processor(_of_the_request)
    app.jinja_env.globals.update(
        place=place,
        log_url=log_url,
        state_look=state_look,
        page_url=page_url,
        this_page=this_page,
        sort_url=sort_url,
        file_url=file_url,
        form_key=form_key,
        banners_here=banners_here,
        help_for_page=help_for_page,
    )
    app.jinja_env.filters.update(name_of=name_of, foreign_tag=foreign_tag, pool_day=pool_day)


def this_page() -> str:
    """Return the address to come back to: of this page, or of the one whose form it answers."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return form_path()


def language() -> str:
    """Return the page's language as a tag: `zh-CN` or `en`."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh-CN"


def foreign_tag(thing: Named) -> str | None:
    """Return the language of what `name_of` gives, where it is not the page's; None where it is."""
    if language() == "en":
        return None if thing.name_en else "zh-CN"
    return None if thing.name_zh else "en"


def region_names() -> dict[str, str]:
    """Return what the pool's regions are called in the page's language, by code. One query."""
    return {region.code: name_of(region) for region in regions()}


def place(endpoint: str) -> str | None:
    """Return the address of an endpoint without arguments, or None where no such page is registered."""
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def log_url(kind: str, ref: object) -> str | None:
    """Return where the log of a subject is, or None for those who may not look into it."""
    actor = find_actor()
    if actor is None or not actor.may(Permission.OPERATE):
        return None
    return url_for("operations.audit", kind=kind, ref=ref)


def _of_the_request() -> dict[str, object]:
    actor = find_actor()
    navigation = links(actor)
    return {
        "actor": actor,
        "language": language(),
        "navigation": navigation,
        "menu": menu(navigation),
        "theme": chosen("theme"),
        "shortcuts": chosen("shortcuts"),
    }
