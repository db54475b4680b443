"""The words for codes: states, actions, modes, kinds and roles, where a sentence names one.

A badge has its own words with colour and icon (portal's looks); these are for the middle of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.infra.action_words import ACTION_WORDS
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Code -> catalogue text. Where two machines share a code, the word fits both.
WORDS: Mapping[str, str] = {
    **ACTION_WORDS,
    # states
    "accepted": N_("accepted"),
    "acknowledged": N_("acknowledged"),
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
    "contracted": N_("agreed"),
    "declared": N_("declared"),
    "declined": N_("declined"),
    "delivered": N_("delivered"),
    "disputed": N_("disputed"),
    "draft": N_("draft"),
    "exhausted": N_("used up"),
    "expired": N_("expired"),
    "final": N_("final"),
    "frozen": N_("frozen"),
    "held": N_("held"),
    "in_use": N_("in use"),
    "in_work": N_("in work"),
    "lapsed": N_("lapsed"),
    "left": N_("left"),
    "no_show": N_("no-show"),
    "noticed": N_("on public notice"),
    "paid": N_("paid"),
    "part_returned": N_("partly returned by the bank"),
    "overdue": N_("overdue"),
    "paused": N_("paused"),
    "payable": N_("payable"),
    "pending": N_("pending"),
    "proposed": N_("proposed"),
    "removed": N_("removed"),
    "provider_cancelled": N_("cancelled by the provider"),
    "published": N_("published"),
    "quoted": N_("quoted"),
    "reconciled": N_("reconciled"),
    "recorded": N_("recorded"),
    "refused": N_("refused"),
    "redelivered": N_("delivered again"),
    "rejected": N_("rejected"),
    "released": N_("released"),
    "requested": N_("requested"),
    "retired": N_("retired"),
    "returned": N_("returned"),
    "reviewed": N_("reviewed"),
    "revoked": N_("revoked"),
    "sent": N_("sent"),
    "scheduled": N_("scheduled"),
    "settled": N_("settled"),
    "signed": N_("signed"),
    "struck_off": N_("struck off"),
    "submitted": N_("submitted"),
    "suspended": N_("suspended"),
    "withdrawn": N_("withdrawn"),
    "sent_back": N_("sent back"),
    "district_review": N_("in the district's review"),
    "city_review": N_("in the city's review"),
    "verified": N_("verified"),
    "checked": N_("checked"),
    "waived": N_("waived"),
    "upheld": N_("upheld"),
    "dismissed": N_("dismissed"),
    "used": N_("used"),
    "resolved": N_("resolved"),
    # evidence
    "spot_check": N_("spot check"),
    "objection": N_("objection"),
    "report": N_("report"),
    "contract": N_("contract"),
    "proof_of_service": N_("proof of service"),
    "invoice": N_("invoice"),
    "bank_receipt": N_("bank receipt"),
    # modes of a voucher, kinds of service, funding tiers, what a policy chooses from
    "reimburse": N_("reimburse"),
    "redeem": N_("redeem"),
    "research": N_("research and development"),
    "transfer": N_("technology transfer"),
    "testing": N_("inspection and testing"),
    "resource": N_("open resources"),
    "province": N_("province"),
    "city": N_("city"),
    "prefecture": N_("prefecture"),
    "county": N_("county or district"),
    "district": N_("district"),
    "issuer_direct": N_("the issuing region pays"),
    "host_clearing": N_("the provider's region pays, and the regions clear"),
    "same_district": N_("same district"),
    "same_province": N_("same province, another district"),
    "other_province": N_("another province"),
    "control_group": N_("control group"),
    "voucher": N_("voucher"),
    "budget": N_("budget"),
    "allow": N_("allow"),
    "earliest_use_by": N_("the earliest deadline first"),
    "largest": N_("the largest first"),
    "smallest": N_("the smallest first"),
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
    "person": N_("person"),
    "system": N_("system"),
    "read": N_("read"),
    "write": N_("write"),
}


def code_word(code: str) -> str:
    """Return the reader's word for a code, or the code itself where it has none."""
    return gettext(WORDS[code]) if code in WORDS else code
