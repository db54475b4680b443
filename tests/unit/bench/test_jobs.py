import pytest

from bench.due import JobFigure, replayed
from bench.jobs import Look, Run, early_and_late
from bench.replay import Part, Replay, part_of
from bench.report import job_rows

MIB = 2**20
SETTLED = [
    ("BEGIN", None),
    ("SELECT 1 FROM booking FOR UPDATE", {"id": 1}),
    ("UPDATE booking SET state = %(state)s", {"state": "settled"}),
    ("INSERT INTO event VALUES (%(seq)s)", [{"seq": 1}, {"seq": 2}]),
    ("COMMIT", None),
]


def test_memory_is_looked_at_late_in_the_first_tenth_and_in_the_last():
    looks = [
        Look(at, mib * MIB) for at, mib in ((2, 900), (107, 90), (109, 91), (150, 500), (195, 93), (201, 900))
    ]

    assert early_and_late(looks, 100, 200) == (91 * MIB, 93 * MIB)


def test_a_run_too_short_to_be_looked_at_has_no_memory():
    assert early_and_late([], 0, 0.01) == (0, 0)


def test_all_that_was_asked_is_asked_again():
    assert part_of(SETTLED, Part.ALL) == SETTLED


def test_of_the_writes_only_what_reads_is_left_out():
    assert part_of(SETTLED, Part.WRITES) == [SETTLED[0], *SETTLED[2:]]


@pytest.mark.parametrize(("due", "sample"), [(500, 500), (2_000, 1_000), (100_000, 10_000)])
def test_a_tenth_is_replayed_and_a_thousand_at_least(due: int, sample: int):
    assert replayed(due) == sample


def test_a_job_stands_beside_what_it_asked_and_what_it_wrote():
    run = Run(done=100_000, failed=2, seconds=400, early_bytes=140 * MIB, late_bytes=141 * MIB)
    raw, writes = Replay(10_000, 200_000, 20), Replay(10_000, 135_000, 12.5)

    rows = list(job_rows(JobFigure("lapse", run, raw, writes), "raw psycopg"))

    assert rows == [
        ("lapse", "100,000", "250", "0.50", "0.31", "140", "141", "2"),
        ("raw psycopg (20.0)", "10,000", "500", "1.00", "", "", "", ""),
        ("its writes alone (13.5)", "10,000", "800", "", "1.00", "", "", ""),
    ]
