from datetime import timedelta
from threading import Barrier

from app.infra.db import db
from app.infra.events import SYSTEM, history, record
from app.infra.scheduler import Job, RemoteJob, run_job, run_until_quiet
from app.infra.scheduler.leader import Leadership
from app.infra.scheduler.models import JobRecord
from app.worker import scheduler_of
from tests.support.moments import NOON
from tests.support.racing import race


def job(keys, do) -> Job[int]:
    return Job("test_job", timedelta(minutes=1), lambda _now, limit: sorted(keys)[:limit], do)


def test_a_row_that_fails_stops_nobody_and_is_told(app):
    keys = {1, 2, 3}

    def do(key, now):
        record(subject_kind="test", subject_ref=str(key), action="tried", at=now, actor=SYSTEM)
        if key == 2:
            raise RuntimeError("poison")
        keys.discard(key)

    with app.app_context():
        run = run_job(job(keys, do), NOON)
        assert (run.done, run.failed) == (2, 1)
        assert len(history("test", "1")) == 1
        assert history("test", "2") == []  # its half-done work is undone
        record_ = db.session.get(JobRecord, "test_job")
        assert (record_.last_done, record_.last_failed, record_.last_run_at) == (2, 1, NOON)
        assert "poison" in record_.last_error


def test_running_until_quiet_drives_a_chain_to_its_end(app):
    left = {"first": {1}, "second": set()}

    def begin(key, _now):
        left["first"].discard(key)
        left["second"].add(key)

    def finish(key, _now):
        left["second"].discard(key)

    second = Job("second", timedelta(minutes=1), lambda *_: sorted(left["second"]), finish)
    first = Job("first", timedelta(minutes=1), lambda *_: sorted(left["first"]), begin)
    with app.app_context():
        runs = run_until_quiet([second, first], NOON)
    assert left == {"first": set(), "second": set()}
    assert sum(run.done for run in runs) == 2


def test_one_process_leads_at_a_time(app, tmp_path):
    with app.app_context():
        first, second = Leadership(tmp_path), Leadership(tmp_path)
        assert first.held()
        assert not second.held()
        assert first.held()
        first.resign()
        assert second.held()
        assert not first.held()
        second.resign()


def test_several_runners_may_record_a_job_for_the_first_time_at_once(app):
    def run():
        with app.app_context():
            return run_job(job(set(), lambda *_: None), NOON).failed

    assert race([run] * 8) == [0] * 8
    with app.app_context():
        assert db.session.get(JobRecord, "test_job").last_run_at == NOON


def test_a_job_that_waits_for_another_machine_delays_no_other(app, tmp_path):
    all_here, left, each_minute = Barrier(3, timeout=30), {"remote", "here"}, timedelta(minutes=1)

    def meet(name, _now):
        all_here.wait()
        left.discard(name)

    def due(name):
        return lambda *_: sorted(left & {name})

    jobs = [
        RemoteJob("remote", each_minute, due("remote"), meet),
        Job("here", each_minute, due("here"), meet),
    ]
    scheduler = scheduler_of(app, Leadership(tmp_path), jobs)
    scheduler.start()
    all_here.wait()
    scheduler.shutdown()
    assert left == set()
