"""What deadlines bring, in the order in which one leads to the next."""

from datetime import timedelta

from app.booking.absence import mark_no_show, settle_no_show
from app.booking.answering import expire_request
from app.booking.attending import close_overrun
from app.booking.diaries import invite_keepers, untold_bookings
from app.booking.moving import files as moving
from app.booking.orders.accepting import accept_by_deadline as accept_order_by_deadline
from app.booking.orders.ending import abandon
from app.booking.orders.quoting import expire_order
from app.booking.publishing.loading import forget_file, forgotten_files
from app.booking.queries import due, orders_due
from app.booking.quoting import expire_quote, overdue_quotes
from app.booking.reminding import remind
from app.booking.usage import accept_by_deadline, sign_by_deadline
from app.infra.scheduler import Job

_MINUTE = timedelta(minutes=1)
_FEW_MINUTES = timedelta(minutes=5)

JOBS: tuple[Job[int], ...] = (
    Job("expire_requests", _MINUTE, due.unanswered_requests, expire_request),
    Job("expire_quotes", _MINUTE, overdue_quotes, expire_quote),
    Job("mark_no_shows", _MINUTE, due.missed_starts, mark_no_show),
    Job("close_overrun", _FEW_MINUTES, due.overrun_sessions, close_overrun),
    Job("sign_usage_by_deadline", _FEW_MINUTES, due.unsigned_usage, sign_by_deadline),
    Job("accept_usage_by_deadline", _FEW_MINUTES, due.unaccepted_usage, accept_by_deadline),
    Job("settle_no_shows", _FEW_MINUTES, due.unappealed_no_shows, settle_no_show),
    Job("send_reminders", _FEW_MINUTES, due.unreminded, remind),
    Job("invite_keepers", _MINUTE, untold_bookings, invite_keepers),
    Job("expire_orders", _FEW_MINUTES, orders_due.unanswered, expire_order),
    Job("abandon_orders", _FEW_MINUTES, orders_due.undelivered, abandon),
    Job("accept_orders_by_deadline", _FEW_MINUTES, orders_due.unaccepted, accept_order_by_deadline),
    Job("forget_instrument_files", timedelta(hours=1), forgotten_files, forget_file),
    Job("forget_moved_files", timedelta(hours=1), moving.forgotten_files, moving.forget_file),
)
