"""The main job over the API alone: import → publish → recognise → quote → book → use → settle."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

import pytest

from tests.support.booking_pool import HOURS, RATE_CARD, Pool, at, build_pool, slot

CSV = "source_id,name,class_code,category\nEM-1,Electron microscope,01,Microscopes\n"


@dataclass(frozen=True)
class Figures:
    """A mode and what the enterprise pays the provider by the quote and in the end, in fen."""

    mode: str
    own_quoted: int
    own_settled: int


# Booked 09:00–12:00: 3 h at ¥600 and ¥100 for the set-up are ¥1,900; the voucher's half is ¥950.
# Used 09:00–11:30: 2.5 h at ¥600 and ¥100 are ¥1,600; captured is half of that, ¥800, and ¥150 go back.
# 通用: the enterprise pays the provider all ¥1,600. 通兑: it pays ¥800. It costs it ¥800 either way.
BOTH_MODES = (Figures("reimburse", 190_000, 160_000), Figures("redeem", 95_000, 80_000))


@pytest.fixture
def pool(app) -> Pool:
    return build_pool(app)


@pytest.fixture
def instrument_id(pool) -> int:
    """An imported instrument with hours and a price, recognised across the border."""
    keeper = pool.keeper
    imported = keeper.client.post(
        "/api/v1/instruments/import", data=CSV, content_type="text/csv", headers=keeper.headers
    )
    assert imported.json["report"] == "added 1, updated 0, unchanged 0, refused 0"
    [instrument_id] = imported.json["instruments"]
    place = f"/instruments/{instrument_id}"
    assert keeper.send("PUT", f"{place}/opening-hours", HOURS).status_code == 200
    assert keeper.post(f"{place}/rate-cards", RATE_CARD).status_code == 201
    assert keeper.post(f"{place}/publish").json["state"] == "published"
    pool.recognise()
    return instrument_id


@pytest.mark.parametrize("figures", BOTH_MODES, ids=lambda figures: figures.mode)
def test_a_booking_runs_from_import_to_settlement(cli, pool, instrument_id, figures):
    quote = quoted(pool, instrument_id, figures)
    act = booked(pool, quote)
    assert minors(balances(pool), "held") == {"held": 95_000}

    used_half_an_hour_less(pool, act)

    settled_by_hand_computed_figures(pool, act, figures)
    assert minors(balances(pool), "held", "claimable", "available") == {
        "held": 0, "claimable": 80_000, "available": 10_000_000 - 80_000,
    }  # fmt: skip
    rest_is_free_again(pool, instrument_id)
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


def quoted(pool: Pool, instrument_id: int, figures: Figures) -> str:
    wish = slot(instrument_id) | {"voucher": pool.voucher, "mode": figures.mode, "hold": True}
    quote = pool.researcher.post("/quotes", wish).json
    assert quote["problems"] == []
    assert quote["recognition"].startswith("R-")
    assert quote["rate_card"]["version"] == 1
    assert minors(quote, "total", "voucher_share", "own_share", "net_cost") == {
        "total": 190_000, "voucher_share": 95_000, "own_share": figures.own_quoted, "net_cost": 95_000,
    }  # fmt: skip
    return quote["id"]


def booked(pool: Pool, quote: str) -> str:
    booking = pool.researcher.post("/bookings", {"quote_id": quote, "purpose": "Grain sizes"})
    assert booking.status_code == 201
    assert (booking.json["state"], booking.json["actions"]) == ("requested", ["cancel"])
    act = f"/bookings/{booking.json['ref']}"
    assert pool.keeper.post(f"{act}/confirm").json["state"] == "confirmed"
    return act


def used_half_an_hour_less(pool: Pool, act: str) -> None:
    came = pool.keeper.post(f"{act}/check-in", {"at": at(3, "09:00").isoformat()})
    assert came.json["state"] == "in_use"
    went = pool.keeper.post(f"{act}/check-out", {"at": at(3, "11:30").isoformat()})
    assert went.json["state"] == "completed"
    assert pool.researcher.get(f"{act}/settlement").status_code == 404
    assert pool.keeper.post(f"{act}/sign-usage").json["usage"]["state"] == "signed"
    assert pool.researcher.post(f"{act}/accept-usage").json["state"] == "settled"


def settled_by_hand_computed_figures(pool: Pool, act: str, figures: Figures) -> None:
    settlement = pool.researcher.get(f"{act}/settlement").json
    assert settlement["mode"] == figures.mode
    assert minors(settlement, "quoted_total", "total", "difference", "captured", "released") == {
        "quoted_total": 190_000, "total": 160_000, "difference": -30_000, "captured": 80_000,
        "released": 15_000,
    }  # fmt: skip
    assert minors(settlement, "own_share", "net_cost") == {
        "own_share": figures.own_settled, "net_cost": 80_000,
    }  # fmt: skip
    assert [(line["kind"], *minors(line, "quoted", "actual").values()) for line in settlement["lines"]] == [
        ("time", 180_000, 150_000),
        ("set_up", 10_000, 10_000),
    ]


def rest_is_free_again(pool: Pool, instrument_id: int) -> None:
    window = {"from": at(3, "09:00").isoformat(), "to": at(3, "12:00").isoformat()}
    found = pool.researcher.get(f"/instruments/{instrument_id}/availability", **window).json
    half_past_eleven = at(3, "11:30").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [span["start"] for span in found["free"]] == [half_past_eleven]


def balances(pool: Pool) -> dict[str, Any]:
    return pool.researcher.get(f"/vouchers/{pool.voucher}").json["balances"]


def minors(answer: dict[str, Any], *names: str) -> dict[str, int]:
    return {name: answer[name]["minor"] for name in names}
