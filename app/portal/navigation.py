"""The main navigation: what each role may go to. Pages that are not registered are not linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from app.accounts.domain.permissions import Permission, is_public
from app.infra.urls import with_query
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to: who may, the page's endpoint, the word (a catalogue text)."""

    permission: Permission
    endpoint: str
    word: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place as the page shows it."""

    url: str
    word: str
    is_here: bool
    key: str | None


PLACES: tuple[Place, ...] = (
    Place(Permission.BROWSE, "portal.home", N_("Home")),
    Place(Permission.BROWSE, "booking.services", N_("Services")),
    Place(Permission.BROWSE, "booking.catalogue", N_("Instruments")),
    Place(Permission.BROWSE, "booking.providers", N_("Providers")),
    Place(Permission.BROWSE, "hubs.index", N_("Hubs")),
    Place(Permission.KEEP, "booking.desk", N_("Keeper's desk")),
    Place(Permission.SEE_BOOKINGS, "booking.my_bookings", N_("Bookings")),
    Place(Permission.SEE_ORDERS, "booking.my_orders", N_("Orders")),
    Place(Permission.SEE_VOUCHERS, "voucher.my_vouchers", N_("Vouchers")),
    Place(Permission.KEEP_RECORD, "accounts.record", N_("Our record")),
    Place(Permission.MANAGE_MEMBERS, "accounts.list_members", N_("Members")),
    Place(Permission.SEE_TIES, "accounts.declared_ties", N_("Ties to enterprises")),
    Place(Permission.REVIEW_APPLICATIONS, "voucher.application_queue", N_("Applications")),
    Place(Permission.VERIFY_ENTERPRISES, "accounts.region_enterprises", N_("Enterprises")),
    Place(Permission.SEE_CLAIMS, "voucher.claims", N_("Claims")),
    Place(Permission.PAY_OUT, "voucher.payouts", N_("Payouts")),
    Place(Permission.SEE_RECEIVABLES, "booking.receivables", N_("Own shares")),
    Place(Permission.RUN_PROGRAMME, "voucher.programmes", N_("Programmes")),
    Place(Permission.GOVERN, "pool.memberships", N_("Pool")),
    Place(Permission.OPERATE, "operations.health", N_("Operations")),
    Place(Permission.WRITE_CONTENT, "content.desk", N_("Articles")),
    Place(Permission.BROWSE, "content.news", N_("News")),
    Place(Permission.BROWSE, "content.help_centre", N_("Help")),
)
#: The letter that leads to a place after `g`, for those who use the keyboard.
KEYS: Mapping[str, str] = {
    "portal.home": "h",
    "booking.catalogue": "i",
    "booking.services": "s",
    "booking.desk": "d",
    "booking.my_bookings": "b",
    "booking.my_orders": "o",
    "voucher.my_vouchers": "v",
    "accounts.record": "r",
    "accounts.declared_ties": "t",
    "voucher.application_queue": "a",
    "accounts.region_enterprises": "e",
    "voucher.claims": "c",
    "voucher.payouts": "p",
    "booking.receivables": "w",
    "voucher.programmes": "m",
    "pool.memberships": "l",
    "operations.health": "j",
    "content.desk": "x",
    "content.news": "n",
    "content.help_centre": "q",
}


def links(actor: Actor | None) -> list[Link]:
    """Return the links for somebody (None: a visitor), in order."""
    return [
        Link(
            url=url_for(place.endpoint),
            word=place.word,
            is_here=request.endpoint == place.endpoint,
            key=KEYS.get(place.endpoint),
        )
        for place in PLACES
        if place.endpoint in current_app.view_functions and _may(actor, place.permission)
    ]


def page_url(cursor: str | None) -> str:
    """Return this page's address with its arguments kept, at `cursor` (None: the first page)."""
    kept = {name: values for name, values in request.args.lists() if name != "cursor"}
    if cursor is not None:
        kept["cursor"] = [cursor]
    return with_query(_list_path(), kept)


def sort_url(sort: str) -> str:
    """Return the address of this list's first page sorted otherwise, with its other arguments kept."""
    kept = {name: values for name, values in request.args.lists() if name not in ("cursor", "sort")}
    return with_query(_list_path(), {**kept, "sort": [sort]})


def file_url(endpoint: str, ending: str) -> str:
    """Return where the list of this page, narrowed and sorted as it is, is answered as a file."""
    kept = {name: values for name, values in request.args.lists() if name != "cursor"}
    return with_query(url_for(endpoint, ending=ending), kept)


def form_path() -> str:
    """Return the path of the page whose form this request sends."""
    return urlsplit(request.referrer or "/").path


def _list_path() -> str:
    if request.method != "GET":  # the list stands there, and what answers the form may answer nothing else
        return form_path()
    return url_for(str(request.endpoint), **(request.view_args or {}))


def _may(actor: Actor | None, permission: Permission) -> bool:
    return is_public(permission) if actor is None else actor.may(permission)
