"""The operator sees how everything runs, asks the scheduler for a run, and has a failed item tried again."""

from datetime import timedelta

import pytest

from app.infra import clock
from app.infra.db import transaction
from app.infra.scheduler import Job, asking, run_job
from app.infra.scheduler.beat import last_beat, note_beat
from app.infra.scheduler.failures import failures_of
from app.infra.scheduler.wired import all_jobs, wire_jobs
from tests.support.moments import NOON


@pytest.fixture
def poison(app):
    """A job that fails at item 2 as long as `poison` holds it."""
    held, left = {2}, {1, 2, 3}

    def do(key, _now):
        if key in held:
            raise RuntimeError("the row is wrong")
        left.discard(key)

    job = Job("send_reminders", timedelta(minutes=1), lambda _now, limit: sorted(left)[:limit], do)
    with app.app_context():
        others = [each for each in all_jobs() if each.name != job.name]
        wire_jobs(app, [job, *others])
        run_job(job, NOON)
    return held


def on_request(app) -> None:
    """Let the scheduler do what was asked for."""
    with app.app_context():
        run_job(next(job for job in all_jobs() if job.name == "run_on_request"), clock.now())


def test_only_the_operator_opens_the_desk(client, pool):
    for caller in (pool.officer, pool.manager, pool.keeper):
        assert client.get("/operations", headers=caller.headers).status_code == 403
        run = client.post("/operations/jobs/deliver_mail/run", headers=caller.headers)
        assert run.status_code == 403
    assert client.get("/operations").location.startswith("/sign-in")


def test_the_first_page_says_what_needs_a_look_and_what_to_do(app, desk, mail):
    mail()
    page = desk.page()
    assert "None has run yet." in page
    assert "flask --app wsgi worker" in page
    assert "the oldest has waited" in page
    assert "nobody tried to send them" in page

    with app.app_context():
        transaction(lambda: note_beat("here:1", clock.now() - timedelta(minutes=1)))
        transaction(lambda: note_beat("here:2", clock.now()))
        transaction(lambda: note_beat("here:2", clock.now()))
        assert last_beat().leads_since < last_beat().beat_at
    assert "here:2 leads since" in desk.page()


def test_programs_read_the_same_as_the_first_page(app, client, mail, poison):
    mail()
    metrics = client.get("/metrics").get_data(as_text=True)
    assert "onepool_ready 1.0" in metrics
    assert "onepool_jobs_failing 1.0" in metrics
    assert "onepool_mails_waiting 1.0" in metrics
    assert client.get("/readyz").status_code == 200


def test_a_run_is_asked_for_once_and_done_by_the_scheduler(app, desk, acts):
    for _ in range(2):
        assert desk.post("/jobs/expire_quotes/run").status_code == 303
    assert acts("job", "expire_quotes") == [("ask_to_run", None)]
    assert "asked for a run" in desk.page("/jobs/expire_quotes")

    on_request(app)
    page = desk.page("/jobs/expire_quotes")
    assert "asked for a run" not in page
    assert "In order" in page
    assert desk.post("/jobs/no_such_job/run").status_code == 404


def test_a_failed_item_is_shown_tried_again_and_goes_when_it_is_mended(app, desk, acts, poison):
    page = desk.page("/jobs/send_reminders")
    assert "RuntimeError: the row is wrong" in page
    assert "Failing" in desk.page("/jobs")

    assert desk.post("/jobs/send_reminders/retry", item="2").status_code == 303
    on_request(app)
    with app.app_context():
        assert [(each.item, each.times) for each in failures_of("send_reminders")] == [("2", 2)]

    poison.clear()
    desk.post("/jobs/send_reminders/retry", item="2")
    on_request(app)
    assert "It fails at nothing" in desk.page("/jobs/send_reminders")
    assert acts("job", "send_reminders") == [("ask_to_retry", None)] * 2
    assert desk.post("/jobs/send_reminders/retry", item="2").status_code == 404
    with app.app_context():
        assert asking.requests() == {}
