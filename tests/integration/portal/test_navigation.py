"""The navigation leads to pages that exist, for exactly those who may see them."""

import pytest
from flask import Flask, request

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import Role
from app.portal.navigation import PLACES, Place, links, menu, page_url


def somebody(*roles: Role) -> Actor:
    return Actor(1, "王小雨", "wang@example.org", "zh-CN", None, frozenset(roles))


def words(app: Flask, actor: Actor | None) -> list[str]:
    with app.test_request_context("/"):
        return [link.word for link in links(actor)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.endpoint)
def test_each_place_is_a_page_behind_the_same_permission(app: Flask, place: Place) -> None:
    assert app.view_functions[place.endpoint].permission is place.permission


def test_the_visitor_sees_the_public_pages(app: Flask) -> None:
    assert words(app, None) == [
        "Home", "Services", "Instruments", "Providers", "Hubs", "Statistics", "News", "Help",
    ]  # fmt: skip


def test_the_researcher_sees_bookings_and_vouchers(app: Flask) -> None:
    assert words(app, somebody(Role.RESEARCHER)) == [
        "Home", "Services", "Instruments", "Providers", "Hubs", "Bookings", "Orders", "Vouchers",
        "Statistics", "News", "Help",
    ]  # fmt: skip


def test_the_keeper_sees_the_desk_and_no_vouchers(app: Flask) -> None:
    assert words(app, somebody(Role.KEEPER)) == [
        "Home", "Services", "Instruments", "Providers", "Hubs", "Keeper's desk", "Bookings", "Orders",
        "Statistics", "News", "Help",
    ]  # fmt: skip


def test_the_operator_sees_the_desk_in_one_word(app: Flask) -> None:
    assert "Operations" in words(app, somebody(Role.OPERATOR))


def test_the_page_one_is_on_is_marked(app: Flask) -> None:
    with app.test_request_context("/help"):
        assert [link.word for link in links(None) if link.is_here] == ["Help"]


def test_a_long_menu_stands_in_parts_and_that_of_the_page_is_open(app: Flask) -> None:
    with app.test_request_context("/claims/7/pack.pdf"):
        shown = links(somebody(Role.OFFICER))
        parts = menu(shown)
        assert sum(len(part.links) for part in parts) == len(shown)
        assert [part.heading for part in parts if part.is_here] == ["Applications and money"]
        assert [part.heading for part in menu(links(None))] == [None], "a visitor's is short"


def test_the_next_page_keeps_the_whole_search(app: Flask) -> None:
    with app.test_request_context("/instruments?q=显微镜&region=310000&cursor=old"):
        assert request.args["cursor"] == "old"
        assert page_url("new") == "/instruments?q=%E6%98%BE%E5%BE%AE%E9%95%9C&region=310000&cursor=new"
        assert "cursor" not in page_url(None)
