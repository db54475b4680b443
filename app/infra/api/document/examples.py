"""Bodies to begin with, for those who read before they write."""

from __future__ import annotations

from typing import Any

_SLOT = {
    "instrument_id": 12,
    "starts_at": "2026-03-05T09:00:00+08:00",
    "ends_at": "2026-03-05T12:00:00+08:00",
}
_VOUCHER = "YRD-2026-310118-7KQ2M"

#: By the name of the schema.
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "Money": [{"minor": 123450, "currency": "CNY"}],
    "QuoteBody": [_SLOT, _SLOT | {"voucher": _VOUCHER, "mode": "redeem", "hold": True}],
    "BookingBody": [
        {"quote_id": "Q-7KQ2M", "purpose": "Grain sizes of a new alloy"},
        _SLOT | {"voucher": _VOUCHER, "mode": "reimburse", "purpose": "Grain sizes of a new alloy"},
    ],
    "DaySheetBody": [{"at": "2026-03-05T09:05:00+08:00"}],
    "OpeningHours": [
        {
            "timezone": "Asia/Shanghai",
            "weekly": [
                {"weekday": 1, "from": "08:30", "to": "17:30"},
                {"weekday": 6, "from": "00:00", "to": "24:00"},
            ],
        }
    ],
    "RateCardTerms": [
        {
            "group": "enterprise",
            "effective_from": "2026-01-01",
            "unit": "hour",
            "bands": [
                {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 60000}
            ],
            "minimum_minutes": 60,
            "set_up_minor": 10000,
            "charge_basis": "usage",
            "cancellation": [{"notice_hours": 24, "percent": 0}, {"notice_hours": 0, "percent": 50}],
            "no_show_percent": 100,
        }
    ],
    "ClaimBody": [{"bookings": ["B-7KQ2M"], "mode": "redeem"}],
    "FeedBody": [
        {"kind": "mine", "detail": "full"},
        {"kind": "instrument", "detail": "busy", "instrument_id": 12},
    ],
    "HookBody": [{"url": "https://lab.example/onepool", "topics": ["booking", "order"]}],
    "HookChange": [{"topics": ["booking", "usage", "claim"]}],
    "Problem": [
        {
            "type": "urn:onepool:problem:invalid",
            "title": "Some of this can not be accepted",
            "status": 422,
            "code": "invalid",
            "detail": "This field is needed. The time has no offset.",
            "problems": [
                {"code": "missing", "message": "This field is needed.", "field": "instrument_id"},
                {
                    "code": "naive_time",
                    "message": "The time has no offset.",
                    "field": "starts_at",
                    "fix": "Write it with an offset, such as 2026-03-02T09:00:00+08:00 or …Z.",
                },
            ],
        }
    ],
}
