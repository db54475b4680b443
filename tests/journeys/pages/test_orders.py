"""Ordering on the pages: the form, the order's page for both sides, the provider's desk."""

from datetime import timedelta
from io import BytesIO

import pytest

from app.infra import clock
from tests.journeys.pages.test_services import SERVICE
from tests.support.api_caller import A_PDF


@pytest.fixture
def keeper(signed_in, world):
    return signed_in(world.keeper)


@pytest.fixture
def researcher(signed_in, world):
    return signed_in(world.researcher)


@pytest.fixture
def service(keeper):
    """Publish a service by the form: `service(price="")` is one by quotation."""

    def publish(**changes):
        place = keeper.post("/desk/services/new", data=SERVICE | changes).headers["Location"]
        keeper.post(f"{place}/publish")
        return place.replace("/desk", "")

    return publish


@pytest.fixture
def ordered(researcher, service):
    """Order five samples at ¥600; return the order's address."""

    def order(payment=""):
        form = {"quantity": "5", "wishes": "Along the rolling direction.", "payment": payment}
        return researcher.post(f"{service()}/order", data=form).headers["Location"]

    return order


@pytest.fixture
def asked(researcher, service):
    """Ask for a quotation; return the order's address."""

    def ask():
        form = {"quantity": "1", "wishes": "An alloy that does not creep."}
        return researcher.post(f"{service(price='')}/order", data=form).headers["Location"]

    return ask


def offer(**changes):
    due_on = (clock.now() + timedelta(days=30)).date().isoformat()
    return {"price": "1000", "due_on": due_on, "note": "Two melts."} | changes


def a_file(name="report.pdf", content=A_PDF):
    return BytesIO(content), name


def test_the_form_shows_who_pays_what_in_both_modes(researcher, world, service):
    page = researcher.get(f"{service()}/order?quantity=5").text
    for mode in ("reimburse", "redeem"):
        assert f'value="{world.voucher}:{mode}"' in page
    assert "Order for ¥3,000.00" in page
    assert '5 × <span class="money">¥600.00</span>' in page


@pytest.mark.parametrize(("mode", "own"), [("reimburse", "¥3,000.00"), ("redeem", "¥1,500.00")])
def test_a_fixed_price_is_agreed_by_one_button(researcher, world, ordered, mode, own):
    page = researcher.get(ordered(f"{world.voucher}:{mode}")).text
    assert 'data-state="contracted"' in page
    assert world.voucher in page
    assert own in page


def test_a_voucher_that_may_not_pay_orders_nothing_and_keeps_what_was_typed(researcher, world, service):
    form = {"quantity": "5000", "wishes": "Very many.", "payment": f"{world.voucher}:redeem"}
    refused = researcher.post(f"{service()}/order", data=form)
    assert refused.status_code == 422
    assert 'data-code="voucher_insufficient"' in refused.text
    assert "Very many." in refused.text
    assert "Order for ¥3,000,000.00" in refused.text
    assert "No orders here" in researcher.get("/service-orders").text


def test_a_file_along_with_the_order_that_is_no_document_orders_nothing(researcher, service):
    form = {"quantity": "1", "payment": "", "files": a_file("brief.exe")}
    refused = researcher.post(f"{service()}/order", data=form)
    assert 'data-code="file_type_not_allowed"' in refused.text
    assert "No orders here" in researcher.get("/service-orders").text


def test_what_needs_a_quotation_is_quoted_accepted_delivered_and_settled(researcher, keeper, world, asked):
    order = asked()
    assert "The provider quotes a price by" in researcher.get(order).text
    assert keeper.post(f"{order}/quote", data=offer()).headers["Location"] == order
    quoted = researcher.get(order).text
    assert "Two melts." in quoted
    assert "Accept the quotation" in quoted
    researcher.post(f"{order}/accept-quote", data={"payment": f"{world.voucher}:redeem"})
    keeper.post(f"{order}/start")
    delivery = {"price": "800.00", "note": "One melt was enough.", "files": [a_file(), a_file("b.pdf")]}
    assert keeper.post(f"{order}/deliver", data=delivery).status_code == 302
    delivered = researcher.get(order).text
    assert "¥1,000.00 was agreed; the provider asks for less." in delivered
    assert "¥400.00" in delivered, "half of the final price, before it is accepted"
    assert "report.pdf" in delivered
    assert "b.pdf" in delivered
    researcher.post(f"{order}/accept")
    settled = researcher.get(order).text
    assert 'data-state="settled"' in settled
    assert "¥100.00 that was set aside came back to the voucher." in settled
    assert "−¥200.00" in settled


def test_a_refused_quotation_says_why_and_keeps_what_was_typed(keeper, asked):
    order = asked()
    refused = keeper.post(f"{order}/quote", data=offer(price="0", due_on="2020-01-01"))
    assert refused.status_code == 422
    assert refused.text.count('data-code="invalid"') == 2
    assert "Two melts." in refused.text
    assert keeper.post(f"{order}/quote", data=offer(price="1.005")).status_code == 422
    assert keeper.post(f"{order}/quote", data={"note": "soon"}).text.count('data-code="missing"') == 2


def test_a_delivery_without_a_file_is_refused(keeper, ordered):
    order = ordered()
    keeper.post(f"{order}/start")
    refused = keeper.post(f"{order}/deliver", data={"note": "Done."})
    assert refused.status_code == 422
    assert 'data-code="deliverables_missing"' in refused.text


def test_an_objection_is_read_by_the_provider_who_delivers_again(researcher, keeper, ordered):
    order = ordered()
    keeper.post(f"{order}/start")
    keeper.post(f"{order}/deliver", data={"files": a_file()})
    assert researcher.post(f"{order}/dispute").status_code == 422
    researcher.post(f"{order}/dispute", data={"reason": "A curve is missing."})
    assert "A curve is missing." in keeper.get("/desk/services").text
    keeper.post(f"{order}/deliver", data={"files": a_file("mended.pdf")})
    assert 'data-state="redelivered"' in researcher.get(order).text


def test_each_side_has_its_own_buttons(researcher, keeper, asked):
    order = asked()
    assert f"{order}/quote" in keeper.get(order).text
    customers = researcher.get(order).text
    assert f"{order}/quote" not in customers
    assert f"{order}/withdraw" in customers
    assert researcher.post(f"{order}/quote", data=offer()).status_code == 403


def test_what_is_not_yours_is_not_there(signed_in, world, ordered):
    order, stranger = ordered(), signed_in(world.stranger)
    assert stranger.get(order).status_code == 404
    assert stranger.post(f"{order}/cancel").status_code == 404
    assert order not in stranger.get("/service-orders").text


def test_files_are_added_and_read_by_both_sides_only(researcher, keeper, signed_in, world, ordered):
    order = ordered()
    added = researcher.post(f"{order}/documents", data={"kind": "contract", "files": a_file("合同.pdf")})
    assert added.headers["Location"] == f"{order}#files"
    page = keeper.get(order).text
    place = page.split(f'href="{order}/documents/')[1].split('"')[0]
    assert keeper.get(f"{order}/documents/{place}").data == A_PDF
    operator = signed_in(world.operator)
    assert 'id="files"' not in operator.get(order).text
    assert operator.get(f"{order}/documents/{place}").status_code == 403
    assert signed_in(world.stranger).get(f"{order}/documents/{place}").status_code == 404
    wrong = researcher.post(f"{order}/documents", data={"kind": "deliverable", "files": a_file()})
    assert 'data-code="forbidden"' in wrong.text


def test_a_request_waits_on_the_providers_desk_and_is_answered_there(keeper, asked):
    order = asked()
    ref = order.rsplit("/", 1)[1]
    assert ref in keeper.get("/desk/services").text
    answer = keeper.post(f"{order}/decline", data={"reason": "No furnace free.", "back": "desk"})
    assert answer.headers["Location"] == "/desk/services"
    desk = keeper.get("/desk/services").text
    assert f"{ref}: Declined" in desk
    assert "Nothing waits for an answer." in desk


def test_the_desk_is_for_providers(researcher):
    assert researcher.get("/desk/services").status_code == 403


def test_the_desk_takes_a_fixed_number_of_queries(keeper, asked, ordered, queries):
    asked()
    keeper.get("/desk/services")  # what a process learns once is not the page's cost
    with queries() as one:
        keeper.get("/desk/services")
    asked()
    ordered()
    with queries() as three:
        keeper.get("/desk/services")
    assert len(three) == len(one)


def test_the_home_page_counts_what_waits(researcher, keeper, asked):
    order = asked()
    assert "Orders to answer or begin" in keeper.get("/").text
    keeper.post(f"{order}/quote", data=offer())
    assert "<strong>1</strong>" in researcher.get("/").text.split("Quotations and deliveries to accept")[0]


def test_a_transfer_of_the_voucher_leads_to_its_order(researcher, world, ordered):
    order = ordered(f"{world.voucher}:redeem")
    assert f'href="{order}"' in researcher.get(f"/vouchers/{world.voucher}").text


def test_the_list_has_its_shelves(researcher, asked, ordered):
    agreed, waiting = ordered(), asked()
    researcher.post(f"{waiting}/withdraw")
    assert agreed in researcher.get("/service-orders").text
    assert waiting in researcher.get("/service-orders?shelf=past").text
    assert agreed not in researcher.get("/service-orders?shelf=waiting").text
