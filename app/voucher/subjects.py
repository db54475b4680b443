"""What the voucher side's events are about (infra.events)."""

from sqlalchemy import String, cast

from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_
from app.voucher import hold_events
from app.voucher.models import Hold, Programme, Voucher

SUBJECTS = (
    Subject("programme", N_("Programme"), lambda: standing(Programme.ref, Programme.state)),
    Subject("voucher", N_("Voucher"), lambda: standing(Voucher.number, Voucher.state)),
    Subject(hold_events.SUBJECT, N_("Hold"), lambda: standing(cast(Hold.id, String), Hold.state)),
)
