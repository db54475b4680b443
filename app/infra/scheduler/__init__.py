"""Jobs: due rows, one transaction each, safe to run twice or late; one leader among processes."""

from app.infra.scheduler.job import Job, OutsideJob, RemoteJob
from app.infra.scheduler.runner import JobRun, run_job, run_until_quiet

__all__ = ["Job", "JobRun", "OutsideJob", "RemoteJob", "run_job", "run_until_quiet"]
