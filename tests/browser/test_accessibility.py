"""axe-core finds nothing serious on any page, and no page is wider than the screen."""

import pytest

from tests.support.booking_pool import at, slot
from tests.support.browser import faults

# What no journey comes by: the journeys look at each page that they open.
VISITOR = ["/", "/style-guide", "/sign-in", "/forgotten", "/instruments", "/instruments?q=nothing+like+it",
           "/services?q=nothing+like+it", "/services/1?quantity=5", "/services/3", "/api/docs",
           "/no-such-page", "/shortcuts", "/providers?region=320000",
           "/instruments/compare?with=1&with=2&with=999"]  # fmt: skip
RESEARCHER = ["/", "/account", "/notifications", "/bookings?sort=-price", "/service-orders?shelf=waiting",
              "/vouchers", "/services/1/order?quantity=5", "/services/3/order"]  # fmt: skip
KEEPER = ["/desk/instruments/new", "/desk/services", "/desk/services/1", "/service-orders", "/account"]
OPERATOR = ["/operations/outbox?shelf=withheld", "/operations/people/1/removal", "/operations/organisations",
            "/operations/organisations/1", "/operations/taxonomies/class",
            "/operations/taxonomies/class/term?code=0101&into=0102", "/operations/taxonomies/regions",
            "/operations/taxonomies/synonyms/1?words=nmr,x", "/account/removal", "/operations/articles/1",
            "/bookings"]  # fmt: skip
OFFICER = ["/programmes/new", "/vouchers", "/applications", "/enterprises?shelf=all", "/statistics"]
MANAGER = ["/applications", "/enterprise", "/pool/found/enterprise"]


def inspect(page, address: str) -> list[str]:
    """Return what is wrong with the page at an address."""
    page.goto(address)
    return faults(page)


def inspect_all(page, url: str, paths) -> None:
    found = [fault for path in paths for fault in inspect(page, url + path)]
    assert found == [], "\n".join(found)


def test_what_a_visitor_sees(demo, page):
    inspect_all(page, demo.server.url, [*VISITOR, f"/instruments/{demo.instrument()}"])


def test_what_a_researcher_sees(demo, signed_in):
    page, instrument = signed_in("researcher"), demo.instrument(confirmation="automatic")
    booked = demo.booking(instrument)
    quote = demo.by("researcher").post("/quotes", slot(instrument, days=4) | {"hold": True}).json["id"]
    taken = f"starts_at={at(3, '09:00'):%Y-%m-%dT%H:%M}&ends_at={at(3, '10:00'):%Y-%m-%dT%H:%M}"
    free = f"starts_at={at(5, '09:00'):%Y-%m-%dT%H:%M}&ends_at={at(5, '10:00'):%Y-%m-%dT%H:%M}"
    settled = demo.by("researcher").get("/bookings", state="settled", limit=1).json["items"][0]["ref"]
    paths = [f"/instruments/{instrument}?{taken}", f"/instruments/{instrument}?{free}", f"/quotes/{quote}",
             f"/bookings/{booked['ref']}", f"/bookings/{settled}", f"/vouchers/{demo.voucher()}"]  # fmt: skip
    inspect_all(page, demo.server.url, [*RESEARCHER, *paths])


@pytest.mark.parametrize("who", ["researcher", "keeper"])
def test_what_both_sides_see_of_orders(demo, signed_in, who):
    shown = {
        each["state"]: each["ref"] for each in demo.by(who).get("/service-orders", limit=200).json["items"]
    }
    assert len(shown) == 12, "one of every state in which an order rests"
    inspect_all(signed_in(who), demo.server.url, [f"/service-orders/{ref}" for ref in shown.values()])


def test_what_a_keeper_sees(demo, signed_in):
    instrument = demo.instrument()
    ref = demo.booking(instrument)["ref"]
    paths = [f"/bookings/{ref}", f"/desk/instruments/{instrument}"]
    inspect_all(signed_in("keeper"), demo.server.url, [*KEEPER, *paths])


@pytest.mark.parametrize("who", ["manager", "provider"])
def test_what_those_who_answer_for_money_see(demo, signed_in, who):
    own_share = demo.by(who).get("/receivables").json["items"][0]["id"]
    paths = ["/receivables", "/receivables?state=paid", f"/receivables/{own_share}"]
    inspect_all(signed_in(who), demo.server.url, paths)


def test_what_an_operator_sees(demo, signed_in):
    inspect_all(signed_in("operator"), demo.server.url, OPERATOR)


def test_what_an_officer_sees(demo, signed_in):
    found = demo.by("officer").get("/programmes").json["items"]
    addresses = {each["state"]: f"/programmes/{each['id']}" for each in found}
    paths = [addresses["open"], addresses["closed"], f"{addresses['open']}/policy",
             f"{addresses['open']}/policies/1"]  # fmt: skip
    inspect_all(signed_in("officer"), demo.server.url, [*OFFICER, *paths])


def test_what_those_see_who_apply_for_vouchers_and_decide(demo, signed_in):
    waiting = demo.by("officer").get("/grant-applications", state="district_review", limit=1).json["items"][0]
    drafted = demo.by("manager").get("/grant-applications", state="draft", limit=1).json["items"][0]
    inspect_all(signed_in("manager"), demo.server.url, [*MANAGER, f"/applications/{drafted['ref']}"])
    paths = [f"/applications/{waiting['ref']}", f"/enterprises/{waiting['enterprise']['id']}"]
    inspect_all(signed_in("officer"), demo.server.url, paths)
    inspect_all(signed_in("provider"), demo.server.url, ["/ties"])
