"""Each figure equals a recount of the raw rows, whoever asks."""

from datetime import timedelta

from app.infra import clock
from app.pool import queries as pool
from app.pool.domain.days import pool_day
from app.statistics.asking import PUBLIC, Asked, Viewer, question_of
from app.statistics.domain import catalogue
from app.statistics.domain.figures import Audience
from app.statistics.domain.reports import FEWEST
from app.statistics.reading import read
from tests.integration.statistics import recount, recount_waits

RECOUNTS = {
    catalogue.FLOWS: recount.uses,
    catalogue.PERIODS: recount.uses_by_month,
    catalogue.FIELDS: recount.uses_by_field,
    catalogue.UTILISATION: recount.utilisation,
    catalogue.OPENNESS: recount.openness,
    catalogue.ATTENDANCE: recount_waits.attendance,
    catalogue.CONFIRMATION: recount_waits.confirmation,
    catalogue.PAYMENT: recount_waits.payment,
    catalogue.BURN: recount_waits.budgets,
}
OPERATOR, QINGPU, JIANGSU = (
    Viewer(Audience.POOL),
    Viewer(Audience.REGION, region_code="310118"),
    Viewer(Audience.REGION, region_code="320000"),
)


def keeper() -> Viewer:
    provider = pool.find_provider("taihu-materials")
    return Viewer(Audience.PROVIDER, organisation_id=provider.organisation_id)


def asked_by(viewer: Viewer, **asked: str):
    return question_of(Asked(**asked), viewer, pool_day(clock.now()))


def told(figure, question) -> dict[tuple[str, ...], tuple[int | None, ...]]:
    """Return the rows in which anything happened."""
    rows = read(figure, question).rows
    return {row.keys: row.values for row in rows if any(row.values)}


def test_every_figure_equals_a_recount_of_a_year(in_demo):
    today = pool_day(clock.now())
    weeks = {"from_on": f"{today - timedelta(days=40)}", "to_on": f"{today - timedelta(days=11)}"}
    for viewer, asked in ((OPERATOR, {}), (QINGPU, weeks), (JIANGSU, {}), (keeper(), {})):
        question = asked_by(viewer, **asked)
        raw = recount.Raw(question)
        for figure in catalogue.ALL:
            if viewer.audience in figure.audiences:
                counted = {key: values for key, values in RECOUNTS[figure.name](raw).items() if any(values)}
                assert told(figure, question) == counted, (figure.name, viewer)
                assert counted or viewer is not OPERATOR, figure.name


def test_quarters_and_years_hold_what_their_months_hold(in_demo):
    for name in (catalogue.PERIODS, catalogue.ATTENDANCE):
        figure = catalogue.BY_NAME[name]
        sums = {
            step: [
                sum(values[at] for values in told(figure, asked_by(OPERATOR, step=step)).values())
                for at in (0, 1, 2)
            ]
            for step in ("month", "quarter", "year")
        }
        assert sums["month"] == sums["quarter"] == sums["year"] != [0, 0, 0]


def test_everybody_is_told_nothing_of_fewer_than_three_enterprises(in_demo):
    question = asked_by(PUBLIC)
    small = 0
    for figure in catalogue.ALL:
        report = read(figure, question)
        everything = {row.keys: row for row in read(figure, asked_like(question)).rows}
        for row in report.rows:
            counted = everything.get(row.keys)
            if counted and counted.enterprises is not None and 0 < counted.enterprises < FEWEST:
                small += 1
                assert row.is_hidden, (figure.name, row.keys)
            if row.is_hidden:
                assert row.values == ()
    assert small


def asked_like(question):
    """Return what the operator is told over the same days."""
    days = {"from_on": f"{question.period.first}", "to_on": f"{question.period.last}"}
    return asked_by(OPERATOR, **days)
