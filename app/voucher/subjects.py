"""What the voucher side's events are about (infra.events)."""

from sqlalchemy import String, cast

from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_
from app.voucher import applications, hold_events
from app.voucher.cases import opening
from app.voucher.claiming import acting
from app.voucher.models import Claim, GrantApplication, Hold, Payout, Programme, ReviewCase, Voucher
from app.voucher.paying import building

SUBJECTS = (
    Subject("programme", N_("Programme"), lambda: standing(Programme.ref, Programme.state)),
    Subject(
        applications.SUBJECT,
        N_("Application"),
        lambda: standing(GrantApplication.ref, GrantApplication.state),
    ),
    Subject("voucher", N_("Voucher"), lambda: standing(Voucher.number, Voucher.state)),
    Subject(hold_events.SUBJECT, N_("Hold"), lambda: standing(cast(Hold.id, String), Hold.state)),
    Subject(acting.SUBJECT, N_("Claim"), lambda: standing(Claim.ref, Claim.state)),
    Subject(building.SUBJECT, N_("Payout"), lambda: standing(Payout.ref, Payout.state)),
    Subject(opening.SUBJECT, N_("Case"), lambda: standing(ReviewCase.ref, ReviewCase.state)),
)
