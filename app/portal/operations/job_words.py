"""What each job of the scheduler does, as the operator reads it; its name stays the word of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

JOB_WORDS: Mapping[str, str] = {
    "abandon_orders": N_("Ends the orders of which nothing was delivered in time"),
    "accept_orders_by_deadline": N_("Accepts the deliveries that nobody objected to in time"),
    "accept_usage_by_deadline": N_("Accepts the uses that nobody objected to in time"),
    "close_overrun": N_("Checks out what was left open beyond its end"),
    "collect_for_webhooks": N_("Finds what webhooks are to be told"),
    "deliver_mail": N_("Sends the mails that wait"),
    "expire_holds": N_("Gives back voucher money that was held too long"),
    "expire_orders": N_("Ends the orders that nobody quoted or accepted in time"),
    "expire_quotes": N_("Frees the time of quotes that ran out"),
    "expire_requests": N_("Ends the requests that no keeper answered"),
    "forget_deliveries": N_("Deletes old deliveries to webhooks"),
    "forget_ended_tokens": N_("Deletes API tokens that ended"),
    "forget_event_texts": N_("Deletes texts of bookings that no calendar shows any more"),
    "forget_idempotency_keys": N_("Deletes the kept answers of old API calls"),
    "forget_invitations": N_("Deletes invitations that ended a month ago"),
    "forget_instrument_files": N_("Deletes tables of instruments that nobody loaded"),
    "forget_moved_files": N_("Deletes files of other systems that nobody took over"),
    "forget_notifications": N_("Deletes what people were told more than a year ago"),
    "forget_outside_drafts": N_("Deletes outside calendars that were looked at and not connected"),
    "forget_outside_readings": N_("Deletes the history of reading outside calendars after a month"),
    "forget_password_resets": N_("Deletes password links that ran out"),
    "forget_sign_ups": N_("Deletes links to sign up that ran out"),
    "forget_revoked_feeds": N_("Deletes calendar addresses that were withdrawn"),
    "forget_sign_in_attempts": N_("Deletes old failed sign-ins"),
    "invite_keepers": N_("Invites keepers to the bookings of their instruments"),
    "lapse_captures": N_("Gives back what was used and not claimed in time"),
    "lapse_claims": N_("Ends the claims that were not handed in by the last day"),
    "lapse_vouchers": N_("Lets vouchers lapse after their last day"),
    "mark_no_shows": N_("Marks the bookings to which nobody came"),
    "mature_claims": N_("Makes claims payable after their public notice"),
    "read_outside_calendars": N_("Reads the outside calendars that block instruments"),
    "reindex": N_("Puts into the search anew what a change of terms or words touched"),
    "run_on_request": N_("Does the runs that the operator asked for"),
    "send_reminders": N_("Reminds customers of their bookings"),
    "send_to_webhooks": N_("Sends to webhooks what happened"),
    "settle_no_shows": N_("Charges the no-shows that nobody objected to"),
    "show_new_prices": N_("Shows prices in the catalogue when they come into force"),
    "sign_usage_by_deadline": N_("Signs the uses that no keeper signed in time"),
    "tell_of_unread_calendars": N_("Tells labs of outside calendars that could not be read for a week"),
    "warn_of_last_claim": N_("Warns of vouchers whose last day to claim is near"),
    "warn_of_last_use": N_("Warns of vouchers whose last day of use is near"),
}
