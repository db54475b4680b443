"""How each state looks: tone (colour), icon and word. The badge, the state line and the history read it here.

Tones are those of static/css/components.css: `neutral` nothing to do, `wait` somebody must act, `info`
under way, `good` as hoped, `bad` ended otherwise, `voucher` about voucher money. Icons: bootstrap-icons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Look:
    """One state's look; `word` is a catalogue text."""

    tone: str
    icon: str
    word: str


LOOKS: Mapping[str, Mapping[str, Look]] = {
    "booking": {
        "requested": Look("wait", "hourglass-split", N_("Waiting for confirmation")),
        "confirmed": Look("good", "calendar2-check", N_("Confirmed")),
        "in_use": Look("info", "play-circle", N_("In use")),
        "completed": Look("info", "clipboard2-check", N_("Completed")),
        "settled": Look("neutral", "check2-all", N_("Settled")),
        "declined": Look("bad", "x-circle", N_("Declined")),
        "expired": Look("neutral", "hourglass-bottom", N_("Expired")),
        "cancelled": Look("neutral", "slash-circle", N_("Cancelled")),
        "cancelled_late": Look("bad", "slash-circle-fill", N_("Cancelled late")),
        "provider_cancelled": Look("bad", "building-x", N_("Cancelled by the provider")),
        "no_show": Look("bad", "person-x", N_("No-show")),
    },
    "order": {
        "requested": Look("wait", "hourglass-split", N_("Waiting for a quotation")),
        "quoted": Look("wait", "tag", N_("Quotation given")),
        "contracted": Look("good", "file-earmark-check", N_("Agreed")),
        "in_work": Look("info", "gear", N_("In work")),
        "delivered": Look("wait", "box-seam", N_("Delivered")),
        "disputed": Look("bad", "chat-left-dots", N_("Objected to")),
        "redelivered": Look("wait", "box2", N_("Delivered again")),
        "accepted": Look("good", "hand-thumbs-up", N_("Accepted")),
        "settled": Look("neutral", "check2-all", N_("Settled")),
        "declined": Look("bad", "x-circle", N_("Declined")),
        "withdrawn": Look("neutral", "arrow-return-left", N_("Withdrawn")),
        "expired": Look("neutral", "hourglass-bottom", N_("Expired")),
        "cancelled": Look("bad", "slash-circle", N_("Cancelled")),
    },
    "usage": {
        "recorded": Look("wait", "stopwatch", N_("Use recorded")),
        "signed": Look("wait", "pen", N_("Use signed")),
        "accepted": Look("good", "hand-thumbs-up", N_("Use accepted")),
        "disputed": Look("bad", "chat-left-dots", N_("Use disputed")),
        "adjusted": Look("info", "pencil-square", N_("Use adjusted")),
        "final": Look("neutral", "lock", N_("Use final")),
    },
    "hold": {
        "held": Look("voucher", "pause-circle", N_("Held")),
        "captured": Look("good", "check-circle", N_("Captured")),
        "released": Look("neutral", "arrow-counterclockwise", N_("Released")),
        "expired": Look("neutral", "hourglass-bottom", N_("Expired")),
    },
    "voucher": {
        "active": Look("good", "ticket-perforated", N_("Active")),
        "exhausted": Look("neutral", "battery", N_("Used up")),
        "lapsed": Look("neutral", "calendar-x", N_("Lapsed")),
        "returned": Look("neutral", "arrow-return-left", N_("Returned")),
        "frozen": Look("wait", "snow", N_("Frozen")),
        "revoked": Look("bad", "x-octagon", N_("Revoked")),
    },
    "claim": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "submitted": Look("wait", "inbox", N_("Handed in")),
        "returned": Look("wait", "reply", N_("Sent back")),
        "complete": Look("info", "folder-check", N_("Documents complete")),
        "reviewed": Look("info", "clipboard2-check", N_("Amount decided")),
        "noticed": Look("info", "megaphone", N_("On public notice")),
        "payable": Look("voucher", "cash-coin", N_("To be paid")),
        "paid": Look("good", "check-circle", N_("Paid")),
        "rejected": Look("bad", "x-circle", N_("Rejected")),
        "lapsed": Look("neutral", "calendar-x", N_("Lapsed")),
        "withdrawn": Look("neutral", "slash-circle", N_("Withdrawn by the claimant")),
    },
    "case": {
        "open": Look("wait", "search", N_("Looked into")),
        "upheld": Look("bad", "exclamation-octagon", N_("Upheld")),
        "dismissed": Look("good", "check-circle", N_("Nothing found")),
    },
    "payout": {
        "built": Look("wait", "box-seam", N_("Waiting for approval")),
        "approved": Look("info", "check2-square", N_("Approved for sending")),
        "sent": Look("info", "send", N_("Sent to the bank")),
        "confirmed": Look("good", "check2-all", N_("Carried out")),
        "part_returned": Look("bad", "arrow-return-left", N_("Partly came back")),
        "cancelled": Look("neutral", "slash-circle", N_("Given up")),
    },
    "payout_line": {
        "open": Look("wait", "hourglass-split", N_("Not sent yet")),
        "paid": Look("good", "check-circle", N_("Paid")),
        "returned": Look("bad", "arrow-return-left", N_("Came back")),
        "cancelled": Look("neutral", "slash-circle", N_("Given up")),
    },
    "programme": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "open": Look("good", "unlock", N_("Open")),
        "paused": Look("wait", "pause-circle", N_("Paused")),
        "closed": Look("neutral", "lock", N_("Issuing ended")),
        "reconciled": Look("neutral", "check2-all", N_("Reconciled")),
    },
    "article": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "scheduled": Look("wait", "clock", N_("Scheduled")),
        "published": Look("good", "eye", N_("Published")),
        "withdrawn": Look("bad", "eye-slash", N_("Withdrawn")),
    },
    "banner": {
        "coming": Look("wait", "clock", N_("To come")),
        "standing": Look("good", "megaphone", N_("Shown now")),
        "over": Look("neutral", "archive", N_("Over")),
    },
    "featured": {
        "coming": Look("wait", "clock", N_("To come")),
        "standing": Look("good", "star", N_("Shown now")),
        "hidden": Look("bad", "eye-slash", N_("Not shown: not published any more")),
        "over": Look("neutral", "archive", N_("Over")),
    },
    "receivable": {
        "open": Look("info", "hourglass-split", N_("Not paid yet")),
        "overdue": Look("bad", "calendar-x", N_("Overdue")),
        "paid": Look("good", "check2-all", N_("Paid in full")),
    },
    "payment": {
        "recorded": Look("wait", "hourglass-split", N_("Waits for the provider")),
        "acknowledged": Look("good", "check2-circle", N_("Received")),
        "refused": Look("bad", "x-circle", N_("Not received")),
    },
    "outside_calendar": {
        "fresh": Look("good", "calendar2-check", N_("Up to date")),
        "stale": Look("wait", "exclamation-triangle", N_("Could not be read")),
        "paused": Look("bad", "pause-circle", N_("Paused")),
    },
    "instrument": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "published": Look("good", "eye", N_("Published")),
        "retired": Look("neutral", "archive", N_("Retired")),
    },
    "service": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "published": Look("good", "eye", N_("Published")),
        "retired": Look("neutral", "archive", N_("Retired")),
    },
    "recognition": {
        "proposed": Look("wait", "envelope-paper", N_("Proposed")),
        "active": Look("good", "patch-check", N_("Recognised")),
        "withdrawn": Look("bad", "patch-minus", N_("Withdrawn")),
    },
    "accreditation": {
        "declared": Look("wait", "file-earmark-text", N_("Declared")),
        "checked": Look("wait", "search", N_("Checked")),
        "noticed": Look("wait", "megaphone", N_("On public notice")),
        "active": Look("good", "award", N_("Accredited")),
        "suspended": Look("bad", "pause-circle", N_("Suspended")),
        "struck_off": Look("bad", "x-octagon", N_("Struck off")),
    },
    "application": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "submitted": Look("info", "send", N_("Submitted")),
        "district_review": Look("wait", "search", N_("District review")),
        "city_review": Look("wait", "buildings", N_("City review")),
        "approved": Look("good", "check-circle", N_("Approved")),
        "rejected": Look("bad", "x-circle", N_("Rejected")),
        "sent_back": Look("wait", "arrow-return-left", N_("Sent back")),
        "withdrawn": Look("neutral", "slash-circle", N_("Withdrawn")),
    },
    "verification": {
        "declared": Look("wait", "file-earmark-text", N_("To be verified")),
        "verified": Look("good", "patch-check", N_("Verified")),
        "refused": Look("bad", "x-octagon", N_("Refused")),
    },
    "hub": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "open": Look("good", "unlock", N_("Open to all")),
        "closed": Look("neutral", "lock", N_("Closed to all")),
    },
    "hub_entry": {
        "draft": Look("neutral", "pencil", N_("Draft")),
        "submitted": Look("wait", "hourglass-split", N_("Waits to be published")),
        "sent_back": Look("wait", "arrow-return-left", N_("Sent back")),
        "published": Look("good", "eye", N_("Published")),
        "withdrawn": Look("neutral", "slash-circle", N_("Withdrawn")),
    },
    "need": {
        "open": Look("good", "megaphone", N_("Open for answers")),
        "expired": Look("neutral", "calendar-x", N_("Expired")),
        "closed": Look("neutral", "check2-square", N_("Over")),
    },
    "webhook": {
        "active": Look("good", "broadcast", N_("Sends")),
        "paused": Look("wait", "pause-circle", N_("Paused")),
        "removed": Look("neutral", "slash-circle", N_("Removed")),
    },
    "delivery": {
        "waiting": Look("wait", "hourglass-split", N_("Waits")),
        "delivered": Look("good", "check2-circle", N_("Arrived")),
        "given_up": Look("bad", "x-circle", N_("Given up")),
    },
    "membership": {
        "asked": Look("wait", "envelope-paper", N_("Asks to join")),
        "admitted": Look("good", "check-circle", N_("In the pool")),
        "suspended": Look("bad", "pause-circle", N_("Suspended")),
        "left": Look("neutral", "box-arrow-right", N_("Has left")),
    },
}


def state_look(kind: str, state: str) -> Look:
    """Return the look of a state; KeyError for a kind or state the table does not know."""
    return LOOKS[kind][state]
