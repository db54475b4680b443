import pytest

from app.booking.domain.states import AFTER, Action
from app.webhooks.domain.topics import type_of


@pytest.mark.parametrize(
    ("event", "called"),
    [
        (("booking", "request", None, "requested"), "booking.requested"),
        (("booking", "request", None, "confirmed"), "booking.confirmed"),
        (("booking", "cancel-late", "confirmed", "cancelled_late"), "booking.cancelled_late"),
        (("booking", "appeal", "no_show", "no_show"), "booking.appealed"),
        (("booking", "voucher-refused", None, None), "booking.voucher_refused"),
        (("booking", "check-in", "confirmed", "in_use"), "usage.started"),
        (("booking", "close", "in_use", "completed"), "usage.recorded"),
        (("booking", "dispute-usage", "completed", "completed"), "usage.disputed"),
        (("voucher", "issue", None, "active"), "voucher.issued"),
        (("voucher", "unfreeze", "frozen", "active"), "voucher.unfrozen"),
        (("hold", "capture", "held", "captured"), "voucher.hold_captured"),
        (("hold", "redeem-by-passed", None, None), "voucher.hold_redeem_by_passed"),
        (("service_order", "request", None, "requested"), "order.requested"),
        (("service_order", "add-specification", "quoted", "quoted"), "order.add_specification"),
        (("claim", "draft", None, "draft"), "claim.drafted"),
        (("claim", "add-evidence", None, None), "claim.add_evidence"),
        (("claim", "pay-back", "paid", "payable"), "claim.paid_back"),
    ],
)
def test_an_event_is_called_by_what_it_made(event, called):
    assert type_of(*event) == called


def test_every_step_of_a_booking_has_a_type_of_plain_letters():
    kinds = {type_of("booking", action, state, AFTER[state, action]) for state, action in AFTER}

    assert all(kind.replace("_", "").replace(".", "", 1).isalpha() for kind in kinds)
    assert {kind.partition(".")[0] for kind in kinds} == {"booking", "usage"}
    assert {action for _, action in AFTER} <= set(Action)
