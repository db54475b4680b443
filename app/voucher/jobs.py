"""What the scheduler does for vouchers: holds time out, vouchers lapse."""

from datetime import timedelta

from app.infra.scheduler import Job
from app.voucher.lapsing import lapse, overdue_vouchers
from app.voucher.queries.holds import expired_holds
from app.voucher.resolving import expire

JOBS = (
    Job("expire_holds", timedelta(minutes=1), expired_holds, expire),
    Job("lapse_vouchers", timedelta(minutes=10), overdue_vouchers, lapse),
)
