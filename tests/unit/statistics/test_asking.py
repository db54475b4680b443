from datetime import date

import pytest

from app.kernel.errors import Invalid, NotFound
from app.statistics.asking import PUBLIC, Asked, Viewer, question_of
from app.statistics.domain.figures import Audience

TODAY = date(2026, 11, 25)
OPERATOR, JIANGSU, PROVIDER = (
    Viewer(Audience.POOL),
    Viewer(Audience.REGION, region_code="320000"),
    Viewer(Audience.PROVIDER, organisation_id=7),
)


def codes(viewer: Viewer, **asked: str) -> list[tuple[str, str | None]]:
    with pytest.raises(Invalid) as refused:
        question_of(Asked(**asked), viewer, TODAY)
    return [(problem.code, problem.field) for problem in refused.value.problems]


@pytest.mark.parametrize("period", ["2026-03", "2027", "no", "9" * 5000])
def test_everybody_may_not_take_one_period_from_another(period):
    assert codes(PUBLIC, period=period) == [("not_a_period", "period")]


def test_everybody_is_refused_days_steps_and_regions_at_once():
    found = codes(PUBLIC, from_on="2026-03-01", step="quarter", region="310118")
    assert found == [("not_a_period", "from_on"), ("invalid", "step"), ("invalid", "region")]


def test_everybody_is_not_told_a_regions_providers_one_by_one():
    assert codes(PUBLIC, by="provider") == [("invalid", "by")]


def test_all_that_cannot_be_read_is_told_at_once():
    found = codes(OPERATOR, from_on="2026-03-02", to_on="2026-03-01", step="week", by="colour")
    assert found == [("invalid", "step"), ("invalid", "by"), ("not_a_period", "to_on")]


def test_days_may_be_no_more_than_ten_years_apart():
    assert codes(OPERATOR, from_on="2001-01-01", to_on="2026-01-01") == [("not_a_period", "to_on")]


def test_an_officer_is_told_of_no_other_region():
    with pytest.raises(NotFound):
        question_of(Asked(region="310118"), JIANGSU, TODAY)
    with pytest.raises(NotFound):
        question_of(Asked(region="329999"), JIANGSU, TODAY)
    assert question_of(Asked(region="320509"), JIANGSU, TODAY).within.codes == ("320509", "320509")
    assert question_of(Asked(), JIANGSU, TODAY).within.codes == ("320000", "329999")


def test_a_provider_is_told_its_own():
    assert question_of(Asked(), PROVIDER, TODAY).within.provider_organisation_id == 7
    assert codes(PROVIDER, region="320000") == [("invalid", "region")]


def test_no_day_that_is_still_to_come_is_counted():
    assert question_of(Asked(period="2026"), OPERATOR, TODAY).period.last == TODAY
