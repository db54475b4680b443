"""What schemas and their members are, where their own words are none, or written for us."""

from __future__ import annotations

MEMBERS: dict[str, str] = {
    "actions": "What the caller may do now.",
    "amount_minor": "An amount in minor units (分).",
    "appeal": "Where the customer's objection to a no-show stands.",
    "approved_amount": "What of it is approved.",
    "balances": "What the voucher's money is doing, bucket by bucket.",
    "captured": "What the voucher paid.",
    "class_code": "The instrument's class in the national classification.",
    "created_at": "When it was made.",
    "credit_code": "The organisation's unified social credit code, 18 characters.",
    "currency": "ISO 4217; the pool counts in CNY.",
    "deadline_at": "When the state falls due, if it does.",
    "difference": "Actual minus quoted.",
    "due_on": "The day it is due.",
    "ends_at": "The end, which is not in the span any more.",
    "face": "What the voucher was worth when it was issued.",
    "fix": "What to do about it.",
    "instrument_id": "The instrument's number.",
    "lane": "Which of several places on the instrument, counted from 1.",
    "lines": "The lines that the sum is made of.",
    "minor": "Minor units (分): 123450 is ¥1,234.50.",
    "mode": "How the voucher pays: 通用 (`reimburse`) or 通兑 (`redeem`).",
    "net_cost": "What it costs the enterprise in the end.",
    "next": "The cursor of the next page; null where this is the last.",
    "own_share": "What the enterprise pays the provider.",
    "purpose": "What it is for; both sides read it.",
    "quote_id": "The `id` of a quote that is still valid.",
    "reason": "Why, in words the other side reads.",
    "recognition": "The reference of the recognition between two regions that lets the voucher pay here.",
    "redeem_by": "The last day on which the provider may claim.",
    "ref": "The reference, which stays.",
    "region_code": "The region's code of six figures.",
    "released": "What was held and goes back to the voucher.",
    "requested_at": "When it was asked for.",
    "secret": "What messages are signed with; shown where it is new, and never again.",
    "sha256": "The SHA-256 sum of the file, in hexadecimal.",
    "starts_at": "The begin, which is in the span.",
    "state": "Where it stands.",
    "timezone": "The IANA zone of the wall clock.",
    "total": "The whole sum.",
    "use_by": "The last day on which the voucher pays.",
    "valid_until": "Until when the price is promised.",
    "voucher": "The voucher's number.",
    "voucher_share": "What the voucher pays.",
}

#: By the name of the schema.
SCHEMAS: dict[str, str] = {
    "BookingState": "Where a booking stands.",
    "EvidenceKind": "What a document proves; which are needed is the programme's to say.",
    "OrderState": "Where a service order stands.",
    "PolicyTerms": "A programme's rules. Four are needed; those left out are answered as they then count.",
    "ProgrammeBody": "A programme to create.",
    "ServiceKind": "技术研发 `research`, 技术转移 `transfer`, 检验检测 `testing`, 资源开放 `resource`.",
    "TermsBody": "The whole of a policy's terms.",
    "VoucherMode": "Who receives the voucher's money. `reimburse` (通用): the enterprise pays the provider "
    "in full and is paid back after review; `redeem` (通兑): it pays its own share, and the provider claims "
    "the rest.",
}
