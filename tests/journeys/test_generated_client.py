"""A client generated from the OpenAPI document does the main jobs, and nobody wrote a line of it."""

import re
from datetime import UTC, date, timedelta

import pytest

from tests.support.booking_pool import at
from tests.support.callers import fetch
from tests.support.demo import ALWAYS_OPEN, SIX_HUNDRED
from tests.support.documented import document, documented
from tests.support.generated import Made, make_client

# The client is the same on every engine; one test shows that its main job is too.
on_sqlite = pytest.mark.parametrize("demo", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    return make_client(document(), tmp_path_factory.mktemp("client"))


@pytest.fixture
def by(demo, made):
    """`by("keeper")` is a client with the keeper's token."""
    return lambda name: made.caller(demo.server.url, demo.by(name).token)


def test_the_generator_finds_nothing_to_warn_of_and_names_every_operation_well(made):
    assert "warning" not in made.said.lower(), made.said
    paths = document()["paths"]
    names = [each["operationId"] for methods in paths.values() for each in methods.values()]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name) or "_api_" in name] == []
    written = {path.stem for path in made.folder.glob("api/*/*.py")} - {"__init__"}
    assert written == set(names)
    tags = [tag["name"] for tag in document()["tags"]]
    used = {each["tags"][0] for methods in paths.values() for each in methods.values()}
    assert (tags[0], set(tags)) == ("Instruments", used)
    assert {path.parent.name for path in made.folder.glob("api/*/*.py")} == set(map(snake, tags))
    nameless = [path.name for path in made.folder.glob("models/*.py") if "_type_" in path.name]
    assert nameless == []


def test_the_document_explains_every_call_and_its_examples_fit():
    whole = document()
    calls = [each for methods in whole["paths"].values() for each in methods.values()]
    parameters = [given for each in calls for given in each.get("parameters", []) if "$ref" not in given]
    assert [each["operationId"] for each in calls if not each["summary"].endswith(".")] == []
    assert [given["name"] for given in parameters if not given["description"]] == []
    schemas = whole["components"]["schemas"]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
    assert [
        (name, misfits)
        for name, schema in schemas.items()
        for example in schema.get("examples", [])
        if (misfits := documented().misfits(schema, example))
    ] == []


def test_a_booking_is_published_quoted_booked_used_and_claimed(demo, made, by):
    models, researcher, keeper = made.models, by("researcher"), by("keeper")
    instrument = keeper("instruments.create_instrument", body=an_instrument(models))
    assert (instrument.state, instrument.rules.confirmation) == ("published", models.Confirmation.AUTOMATIC)
    where = {"instrument_id": instrument.id, "starts_at": at(3, "09:00"), "ends_at": at(3, "12:00")}

    quote = researcher(
        "quotes.create_quote",
        body=models.QuoteBody(**where, voucher=demo.voucher(), mode=models.VoucherMode.REDEEM),
    )
    assert (quote.total, quote.own_share) == (models.Money(180_000), models.Money(90_000))
    assert quote.valid_until > quote.starts_at - timedelta(days=4)
    booking = researcher("bookings.create_booking", body=models.BookingBody(quote_id=quote.id))
    assert booking.state is models.BookingState.CONFIRMED
    assert booking.starts_at == at(3, "09:00").astimezone(UTC)

    for step, clock_time in (("check_in", "09:00"), ("check_out", "12:00")):
        keeper(f"bookings.{step}", booking.ref, body=models.DaySheetBody(at=at(3, clock_time)))
    signed = keeper("bookings.sign_usage", booking.ref)
    assert signed.usage.state is models.UsageState.SIGNED
    assert researcher("bookings.accept_usage", booking.ref).state is models.BookingState.SETTLED
    settlement = researcher("bookings.show_booking_settlement", booking.ref)
    assert settlement.captured == models.Money(90_000)

    claim = by("provider")(
        "claims.draft_claim",
        body=models.ClaimBody(bookings=[booking.ref], mode=models.VoucherMode.REDEEM),
        idempotency_key="once",
    )
    assert (claim.state, [line.booking for line in claim.lines]) == (models.ClaimState.DRAFT, [booking.ref])


@on_sqlite
def test_a_visitor_finds_an_instrument_and_when_it_is_free(demo, made):
    demo.instrument()
    visitor = made.caller(demo.server.url)
    assert visitor("statistics.show_stats").instruments > 0
    found = visitor("instruments.list_instruments", q="透射电子显微镜").items
    shown = visitor("instruments.show_instrument", found[-1].id)
    assert shown.rate_card.terms.bands[0].minor_per_hour > 0
    window = {"from_": at(3, "00:00"), "to": at(4, "00:00")}
    free = visitor("instruments.show_availability", shown.id, **window)
    assert free.timezone == shown.timezone
    assert all(each.start < each.end for each in free.free)
    soonest = visitor("free_time.list_free_slots", minutes=120, limit=3, **window)
    assert all(slot.price.minor >= 0 for slot in soonest.items)


@on_sqlite
def test_a_list_is_read_to_its_end_by_the_cursor_that_each_page_names(demo, by):
    instrument = demo.instrument()
    made = {demo.booking(instrument, days=days)["ref"] for days in (5, 6, 7)}
    narrowed = {"instrument_id": instrument, "limit": 2}
    read = by("researcher")
    pages = [read("bookings.list_bookings", **narrowed)]
    while pages[-1].next_ is not None:
        pages.append(read("bookings.list_bookings", **narrowed, cursor=pages[-1].next_))
    assert [len(page.items) for page in pages] == [2, 1]
    assert {each.ref for page in pages for each in page.items} == made


@on_sqlite
def test_a_refusal_is_a_problem_that_names_every_failed_rule(demo, made, by):
    models, researcher = made.models, by("researcher")
    missing = researcher("bookings.create_booking", body=models.BookingBody())
    assert isinstance(missing, models.Problem)
    assert (missing.status, missing.code) == (422, "invalid")
    assert [rule.field for rule in missing.problems] == ["instrument_id", "starts_at", "ends_at"]

    taken = demo.booking(demo.instrument(confirmation="automatic"))
    again = models.BookingBody(
        instrument_id=taken["instrument_id"], starts_at=at(3, "09:00"), ends_at=at(3, "12:00")
    )
    assert researcher("bookings.create_booking", body=again).code == "slot_taken"
    cancelled = researcher("bookings.cancel_booking", taken["ref"], body=models.ReasonBody(reason="ill"))
    assert cancelled.state is models.BookingState.CANCELLED
    assert by("stranger")("bookings.show_booking", taken["ref"]).code == "not_found"
    assert made.caller(demo.server.url, "no-such-token")("bookings.list_bookings").status == 401


@on_sqlite
def test_feeds_and_webhooks_are_made_and_ended(demo, made, by):
    models, manager = made.models, by("manager")
    feed = manager(
        "calendar_subscriptions.make_feed",
        body=models.FeedBody(kind=models.FeedKind.ENTERPRISE, detail=models.FeedDetail.FULL),
    )
    assert fetch(feed.url).status == 200
    assert feed.id in {each.id for each in manager("calendar_subscriptions.list_feeds").items}
    assert manager.detailed("calendar_subscriptions.end_feed", feed.id).status_code == 204

    asked = models.HookBody(url="https://lab.example/hook", topics=[models.Topic.BOOKING, models.Topic.CLAIM])
    hook = manager("webhooks.make_webhook", body=asked)
    assert hook.secret.startswith("whsec_")
    fewer = models.HookChange(topics=[models.Topic.CLAIM])
    assert manager("webhooks.change_webhook", hook.ref, body=fewer).topics == [models.Topic.CLAIM]
    assert manager("webhooks.show_webhook", hook.ref).secret is None
    assert manager.detailed("webhooks.remove_webhook", hook.ref).status_code == 204


@on_sqlite
def test_a_file_comes_as_bytes(demo, by):
    voucher = by("researcher")("vouchers.list_vouchers").items[0]
    packed = by("researcher")("vouchers.export_voucher", voucher.number)
    assert packed.payload.read(2) == b"PK"


def snake(name):
    return name.lower().replace(" ", "_")


def an_instrument(models):
    return models.InstrumentBody(
        name="扫描电子显微镜",
        class_code="01",
        zone="Asia/Shanghai",
        publish=True,
        confirmation=models.Confirmation.AUTOMATIC,
        opening_hours=models.OpeningHours.from_dict(ALWAYS_OPEN),
        rate_card=models.RateCardTerms(
            effective_from=date(2026, 1, 1),
            bands=[models.RateBand.from_dict(SIX_HUNDRED["bands"][0])],
            charge_basis=models.ChargeBasis.USAGE,
        ),
    )
