"""The words for codes: states, actions, modes, kinds and roles, where a sentence names one.

A badge has its own words with colour and icon (portal's looks); these are for the middle of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Code -> catalogue text. Where two machines share a code, the word fits both.
WORDS: Mapping[str, str] = {
    # states
    "accepted": N_("accepted"),
    "active": N_("active"),
    "adjusted": N_("adjusted"),
    "approved": N_("approved"),
    "admitted": N_("admitted"),
    "asked": N_("asked"),
    "built": N_("built"),
    "cancelled": N_("cancelled"),
    "cancelled_late": N_("cancelled late"),
    "captured": N_("captured"),
    "closed": N_("closed"),
    "complete": N_("complete"),
    "completed": N_("completed"),
    "confirmed": N_("confirmed"),
    "declared": N_("declared"),
    "declined": N_("declined"),
    "disputed": N_("disputed"),
    "draft": N_("draft"),
    "exhausted": N_("used up"),
    "expired": N_("expired"),
    "final": N_("final"),
    "frozen": N_("frozen"),
    "held": N_("held"),
    "in_use": N_("in use"),
    "lapsed": N_("lapsed"),
    "left": N_("left"),
    "no_show": N_("no-show"),
    "noticed": N_("on public notice"),
    "paid": N_("paid"),
    "part_returned": N_("partly returned by the bank"),
    "paused": N_("paused"),
    "payable": N_("payable"),
    "proposed": N_("proposed"),
    "provider_cancelled": N_("cancelled by the provider"),
    "published": N_("published"),
    "reconciled": N_("reconciled"),
    "recorded": N_("recorded"),
    "rejected": N_("rejected"),
    "released": N_("released"),
    "requested": N_("requested"),
    "retired": N_("retired"),
    "returned": N_("returned"),
    "reviewed": N_("reviewed"),
    "revoked": N_("revoked"),
    "sent": N_("sent"),
    "settled": N_("settled"),
    "signed": N_("signed"),
    "struck_off": N_("struck off"),
    "submitted": N_("submitted"),
    "suspended": N_("suspended"),
    "withdrawn": N_("withdrawn"),
    # actions
    "accept": N_("accept"),
    "accept-usage": N_("accept the use"),
    "activate": N_("activate"),
    "admit": N_("admit"),
    "appeal": N_("appeal"),
    "cancel": N_("cancel"),
    "cancel-by-provider": N_("cancel as provider"),
    "cancel-late": N_("cancel late"),
    "capture": N_("capture"),
    "check-in": N_("check in"),
    "check-out": N_("check out"),
    "close": N_("close"),
    "confirm": N_("confirm"),
    "decline": N_("decline"),
    "dispute-usage": N_("dispute the use"),
    "exhaust": N_("use up"),
    "expire": N_("expire"),
    "lapse": N_("lapse"),
    "leave": N_("leave"),
    "mark-no-show": N_("mark as no-show"),
    "open": N_("open"),
    "pause": N_("pause"),
    "publish": N_("publish"),
    "reject-appeal": N_("reject the appeal"),
    "release": N_("release"),
    "retire": N_("retire"),
    "settle": N_("settle"),
    "sign-usage": N_("sign the use"),
    "strike_off": N_("strike off"),
    "suspend": N_("suspend"),
    "waive": N_("waive"),
    "withdraw": N_("withdraw"),
    "approve": N_("approve"),
    "freeze": N_("freeze"),
    "mature": N_("become payable"),
    "notice": N_("put on public notice"),
    "pay": N_("pay"),
    "pay-back": N_("note the bank's return"),
    "reject": N_("reject"),
    "return": N_("send back"),
    "review": N_("review"),
    "send": N_("send"),
    "revoke": N_("revoke"),
    "submit": N_("submit"),
    "unfreeze": N_("unfreeze"),
    # evidence
    "contract": N_("contract"),
    "proof_of_service": N_("proof of service"),
    "invoice": N_("invoice"),
    "bank_receipt": N_("bank receipt"),
    # modes of a voucher, kinds of service, funding tiers
    "reimburse": N_("reimburse"),
    "redeem": N_("redeem"),
    "research": N_("research"),
    "transfer": N_("transfer"),
    "testing": N_("testing"),
    "resource": N_("resource"),
    "province": N_("province"),
    "city": N_("city"),
    "district": N_("district"),
    # kinds of organisation, roles and scopes
    "enterprise": N_("enterprise"),
    "provider": N_("provider"),
    "authority": N_("authority"),
    "operator": N_("operator"),
    "researcher": N_("researcher"),
    "enterprise_manager": N_("enterprise manager"),
    "keeper": N_("keeper"),
    "provider_manager": N_("provider manager"),
    "officer": N_("officer"),
    "read": N_("read"),
    "write": N_("write"),
}


def code_word(code: str) -> str:
    """Return the reader's word for a code, or the code itself where it has none."""
    return gettext(WORDS[code]) if code in WORDS else code
