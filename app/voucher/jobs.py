"""What the scheduler does for vouchers: holds time out, vouchers lapse, claims mature or lapse."""

from datetime import timedelta

from app.infra.scheduler import Job
from app.voucher import warning
from app.voucher.claiming import deadlines
from app.voucher.lapsing import lapse, overdue_vouchers
from app.voucher.queries.holds import expired_holds
from app.voucher.resolving import expire

JOBS = (
    Job("expire_holds", timedelta(minutes=1), expired_holds, expire),
    Job("lapse_vouchers", timedelta(minutes=10), overdue_vouchers, lapse),
    Job("warn_of_last_use", timedelta(hours=1), warning.unwarned_uses, warning.warn_of_use_by),
    Job("warn_of_last_claim", timedelta(hours=1), warning.unwarned_claims, warning.warn_of_redeem_by),
    Job("mature_claims", timedelta(minutes=10), deadlines.noticed_claims, deadlines.mature),
    # A claim that was not handed in lapses first, so that what it asked for goes home in the same run.
    Job("lapse_claims", timedelta(hours=1), deadlines.overdue_claims, deadlines.lapse_claim),
    Job("lapse_captures", timedelta(hours=1), deadlines.unclaimed_captures, deadlines.lapse_capture),
)
