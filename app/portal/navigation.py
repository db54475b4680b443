"""The main navigation: what each role may go to. Pages that are not registered are not linked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from app.accounts.domain.permissions import Permission, is_public
from app.infra.urls import with_query
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor


class Part(StrEnum):
    """A part of a long menu, with its heading (a catalogue text)."""

    FIND = N_("Find")
    WORK = N_("Bookings and orders")
    MONEY = N_("Applications and money")
    OWN = N_("Our organisation")
    GOVERN = N_("Pool and operation")
    CONTENT = N_("Figures and content")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to: in which part, who may, the page's endpoint, the word (a catalogue text).

    `holds` are the paths of pages that stand under it by their breadcrumbs, and not by their addresses.
    """

    part: Part
    permission: Permission
    endpoint: str
    word: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A place as the page shows it."""

    part: Part
    url: str
    word: str
    is_here: bool
    key: str | None
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MenuPart:
    """Some links under a heading; a menu of few places is one part without."""

    heading: Part | None
    links: tuple[Link, ...]
    is_here: bool


PLACES: tuple[Place, ...] = (
    Place(Part.FIND, Permission.BROWSE, "portal.home", N_("Home")),
    Place(Part.FIND, Permission.BROWSE, "booking.services", N_("Services")),
    Place(Part.FIND, Permission.BROWSE, "booking.catalogue", N_("Instruments")),
    Place(Part.FIND, Permission.BROWSE, "booking.providers", N_("Providers")),
    Place(Part.FIND, Permission.BROWSE, "hubs.index", N_("Hubs")),
    Place(Part.WORK, Permission.KEEP, "booking.desk", N_("Keeper's desk")),
    Place(Part.WORK, Permission.SEE_BOOKINGS, "booking.my_bookings", N_("Bookings")),
    Place(Part.WORK, Permission.SEE_ORDERS, "booking.my_orders", N_("Orders")),
    Place(Part.MONEY, Permission.SEE_VOUCHERS, "voucher.my_vouchers", N_("Vouchers"), ("/applications",)),
    Place(Part.OWN, Permission.KEEP_RECORD, "accounts.record", N_("Our record")),
    Place(Part.OWN, Permission.MANAGE_MEMBERS, "accounts.list_members", N_("Members")),
    Place(Part.OWN, Permission.SEE_TIES, "accounts.declared_ties", N_("Ties to enterprises")),
    Place(
        Part.MONEY,
        Permission.REVIEW_APPLICATIONS,
        "voucher.application_queue",
        N_("Applications"),
        ("/applications",),
    ),
    Place(Part.GOVERN, Permission.VERIFY_ENTERPRISES, "accounts.region_enterprises", N_("Enterprises")),
    Place(Part.MONEY, Permission.SEE_CLAIMS, "voucher.claims", N_("Claims"), ("/cases",)),
    Place(Part.MONEY, Permission.PAY_OUT, "voucher.payouts", N_("Payouts"), ("/clearing",)),
    Place(Part.MONEY, Permission.SEE_RECEIVABLES, "booking.receivables", N_("Own shares")),
    Place(Part.MONEY, Permission.RUN_PROGRAMME, "voucher.programmes", N_("Programmes")),
    Place(Part.GOVERN, Permission.GOVERN, "pool.memberships", N_("Pool")),
    Place(Part.GOVERN, Permission.OPERATE, "operations.health", N_("Operations")),
    Place(
        Part.CONTENT,
        Permission.WRITE_CONTENT,
        "content.desk",
        N_("Articles"),
        ("/operations/announcements", "/operations/featured"),
    ),
    Place(Part.CONTENT, Permission.BROWSE, "statistics.overview", N_("Statistics")),
    Place(Part.CONTENT, Permission.BROWSE, "content.news", N_("News")),
    Place(Part.CONTENT, Permission.BROWSE, "content.help_centre", N_("Help"), ("/guide",)),
)
#: A menu of more places is shown in parts.
MOST_IN_ONE = 8
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
    "statistics.overview": "f",
    "content.news": "n",
    "content.help_centre": "q",
}


def links(actor: Actor | None) -> list[Link]:
    """Return the links for somebody (None: a visitor), in order."""
    return [
        Link(
            part=place.part,
            url=url_for(place.endpoint),
            word=place.word,
            is_here=request.endpoint == place.endpoint,
            key=KEYS.get(place.endpoint),
            holds=place.holds,
        )
        for place in PLACES
        if place.endpoint in current_app.view_functions and _may(actor, place.permission)
    ]


def menu(shown: Sequence[Link]) -> list[MenuPart]:
    """Return the links in parts, where there are many; that of this page, or of one above it, is here."""
    if len(shown) <= MOST_IN_ONE:
        return [MenuPart(None, tuple(shown), is_here=True)]
    here = max(shown, key=_nearness)
    return [
        MenuPart(part, links, here in links)
        for part in Part
        if (links := tuple(link for link in shown if link.part is part))
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


def _nearness(link: Link) -> int:
    """Return how much of this page's address is that of a place, or of what it holds."""
    return max((len(path) for path in (link.url, *link.holds) if _leads_to(path)), default=0)


def _leads_to(path: str) -> bool:
    return request.path == path or request.path.startswith(f"{path.rstrip('/')}/")


def _may(actor: Actor | None, permission: Permission) -> bool:
    return is_public(permission) if actor is None else actor.may(permission)
