"""A service from its publication to the settlement, over the API alone, in both modes of a voucher."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.api_caller import A_PDF
from tests.support.booking_pool import Pool, at, build_pool


@dataclass(frozen=True)
class Figures:
    """A mode and what the enterprise pays the provider by the quotation and in the end, in fen."""

    mode: str
    own_quoted: int
    own_settled: int


# Five samples at ¥600 are ¥3,000; the voucher's half is ¥1,500. One sample broke, so four are asked: ¥2,400;
# captured is half of that, ¥1,200, and ¥300 go back.
# 通用: the enterprise pays the provider all ¥2,400. 通兑: it pays ¥1,200. It costs it ¥1,200 either way.
BY_THE_SAMPLE = (Figures("reimburse", 300_000, 240_000), Figures("redeem", 150_000, 120_000))
# The worked example of domain.md: quoted 10,000, held 5,000, final 8,000, captured 4,000, 1,000 go back.
AS_QUOTED = (Figures("reimburse", 1_000_000, 800_000), Figures("redeem", 500_000, 400_000))


@pytest.fixture
def pool(app) -> Pool:
    pool = build_pool(app)
    pool.recognise("testing", "research")
    return pool


def minors(answer: dict[str, Any], *names: str) -> dict[str, int]:
    return {name: answer[name]["minor"] for name in names}


def balances(pool: Pool, *names: str) -> dict[str, int]:
    return minors(pool.researcher.get(f"/vouchers/{pool.voucher}").json["balances"], *names)


def done(answer, state: str) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.json
    assert answer.json["state"] == state
    return answer.json


@pytest.mark.parametrize("figures", BY_THE_SAMPLE, ids=lambda figures: figures.mode)
def test_samples_at_a_fixed_price_run_from_request_to_settlement(cli, pool, figures):
    wish = {"service_id": pool.service(), "quantity": 5, "voucher": pool.voucher, "mode": figures.mode}
    order = done(pool.researcher.post("/service-orders", wish), "quoted")
    assert order["ref"].startswith("S-")
    assert order["problems"] == []
    assert order["due_on"] == at(10, "00:00").date().isoformat()
    assert minors(order, "total", "voucher_share", "own_share", "net_cost") == {
        "total": 300_000, "voucher_share": 150_000, "own_share": figures.own_quoted, "net_cost": 150_000,
    }  # fmt: skip
    assert [(line["kind"], line["quantity"], line["amount"]["minor"]) for line in order["lines"]] == [
        ("service", 5, 300_000)
    ]
    assert balances(pool, "held") == {"held": 0}, "nothing is held before the quotation is accepted"

    act = f"/service-orders/{order['ref']}"
    agreed = done(pool.researcher.post(f"{act}/accept-quote"), "contracted")
    assert (agreed["voucher"], agreed["mode"]) == (pool.voucher, figures.mode)
    assert agreed["recognition"].startswith("R-")
    assert balances(pool, "held") == {"held": 150_000}
    delivered_one_sample_less(pool, act)
    assert pool.researcher.get(f"{act}/settlement").status_code == 404
    done(pool.researcher.post(f"{act}/accept"), "settled")

    settlement = pool.researcher.get(f"{act}/settlement").json
    assert (settlement["order"], settlement["cause"], settlement["mode"]) == (
        order["ref"], "delivery", figures.mode,
    )  # fmt: skip
    assert minors(settlement, "quoted_total", "total", "difference", "captured", "released") == {
        "quoted_total": 300_000, "total": 240_000, "difference": -60_000, "captured": 120_000,
        "released": 30_000,
    }  # fmt: skip
    assert minors(settlement, "own_share", "net_cost") == {
        "own_share": figures.own_settled, "net_cost": 120_000,
    }  # fmt: skip
    assert [(line["kind"], line["difference"]["minor"]) for line in settlement["lines"]] == [
        ("service", 0), ("reduction", -60_000),
    ]  # fmt: skip
    assert balances(pool, "held", "claimable", "available") == {
        "held": 0, "claimable": 120_000, "available": 10_000_000 - 120_000,
    }  # fmt: skip
    if figures.mode == "reimburse":
        claimed_by_its_reference(pool, order["ref"])
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output


def claimed_by_its_reference(pool: Pool, ref: str) -> None:
    claim = pool.manager.post("/claims", {"bookings": [ref], "mode": "reimburse"})
    assert claim.status_code == 201, claim.json
    [line] = claim.json["lines"]
    assert (line["booking"], line["captured"]["minor"]) == (ref, 120_000)


def delivered_one_sample_less(pool: Pool, act: str) -> None:
    done(pool.keeper.post(f"{act}/start"), "in_work")
    assert pool.keeper.upload(f"{act}/documents", kind="deliverable").status_code == 201
    delivered = done(
        pool.keeper.post(
            f"{act}/deliver", {"price": {"minor": 240_000}, "note": "One sample broke in the grips."}
        ),
        "delivered",
    )
    assert minors(delivered, "total", "final_price") == {"total": 300_000, "final_price": 240_000}
    [report] = pool.researcher.get(f"{act}/documents").json["items"]
    assert (report["kind"], report["side"], report["filename"]) == ("deliverable", "provider", "报告.pdf")
    assert pool.researcher.get(f"{act}/documents/{report['id']}").data == A_PDF


@pytest.mark.parametrize("figures", AS_QUOTED, ids=lambda figures: figures.mode)
def test_quoted_work_is_objected_to_delivered_again_and_settled_for_less(cli, pool, figures):
    service = pool.service(kind="research", unit="project", price=None, name_en="Alloy development")
    wish = {"service_id": service, "wishes": "An alloy that does not creep.", "voucher": pool.voucher}
    order = done(pool.researcher.post("/service-orders", wish | {"mode": figures.mode}), "requested")
    assert (order["total"], order["due_on"], order["lines"]) == (None, None, None)
    act = f"/service-orders/{order['ref']}"
    offer = {
        "price": {"minor": 1_000_000},
        "due_on": at(40, "00:00").date().isoformat(),
        "note": "Two melts.",
    }
    quoted = done(pool.keeper.post(f"{act}/quote", offer), "quoted")
    assert (quoted["due_on"], quoted["note"]) == (offer["due_on"], "Two melts.")
    assert minors(quoted, "total", "own_share", "net_cost") == {
        "total": 1_000_000, "own_share": figures.own_quoted, "net_cost": 500_000,
    }  # fmt: skip
    done(pool.manager.post(f"{act}/accept-quote"), "contracted")
    done(pool.keeper.post(f"{act}/start"), "in_work")
    assert pool.keeper.upload(f"{act}/documents", kind="deliverable").status_code == 201
    done(pool.keeper.post(f"{act}/deliver"), "delivered")
    disputed = done(pool.researcher.post(f"{act}/dispute", {"reason": "It creeps."}), "disputed")
    assert disputed["actions"] == []
    assert pool.keeper.get(act).json["actions"] == ["deliver", "cancel"]
    done(pool.keeper.post(f"{act}/deliver", {"price": {"minor": 800_000}}), "redelivered")
    done(pool.researcher.post(f"{act}/accept"), "settled")

    settlement = pool.keeper.get(f"{act}/settlement").json
    assert minors(settlement, "total", "captured", "released", "own_share", "net_cost") == {
        "total": 800_000, "captured": 400_000, "released": 100_000, "own_share": figures.own_settled,
        "net_cost": 400_000,
    }  # fmt: skip
    transfers = [
        line["amount"]["minor"]
        for line in pool.researcher.get(f"/vouchers/{pool.voucher}/ledger").json["items"]
        if line["reference"] == order["ref"]
    ]
    assert sorted(transfers) == [100_000, 400_000, 500_000]
    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output
