"""Jobs stand on the operators' page and in `jobs run NAME`: one way of naming them, and no name twice."""

import re

from app.parts import JOBS
from app.portal.operations.job_words import JOB_WORDS


def test_jobs_are_named_in_small_words_joined_by_underscores():
    assert [job.name for job in JOBS if not re.fullmatch(r"[a-z]+(_[a-z]+)*", job.name)] == []


def test_no_two_jobs_share_a_name():
    names = [job.name for job in JOBS]

    assert len(names) == len(set(names))


def test_each_job_says_what_it_does():
    assert {job.name for job in JOBS} == set(JOB_WORDS)
