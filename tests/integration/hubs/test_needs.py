"""A need is matched with reasons, answered in private, closed or expired."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.hubs.domain.states import NeedState, Outcome
from app.hubs.fitting import entries_for_need, needs_for, organisations_that_fit
from app.hubs.forms.search import HubSearch
from app.hubs.letters import MOST_A_DAY, refuse_stranger, write_message
from app.hubs.needing import MOST_A_DAY as MOST_NEEDS_A_DAY
from app.hubs.needing import close_need
from app.hubs.present.hub import hub_page
from app.hubs.queries.letters import messages
from app.hubs.queries.needs import get_need, open_needs
from app.infra.db import transaction
from app.kernel.errors import Conflict, Invalid, NotFound, TooManyRequests
from app.pool.domain.days import pool_day
from tests.integration.hubs.world import NEED, NOW, WORDS

TODAY = pool_day(NOW)


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


@pytest.fixture
def write(world):
    def say(topic, by, with_=None, text="We can.", now=NOW) -> None:
        with_id = (with_ or by).organisation_id
        transaction(
            lambda: write_message(topic=topic, hub=world.hub(), with_id=with_id, text=text, by=by, now=now)
        )

    return say


def test_what_fits_a_need_best_comes_first_and_says_why(world):
    world.published(replace(WORDS, name_zh="别的", facets=("chromatography",)))
    world.published(replace(WORDS, text_zh="筛选五千个化合物的经验。"))
    world.published(replace(WORDS, facets=("antiviral",)))
    world.published(by=world.researcher)  # the poster's own is no find
    fits = entries_for_need(world.posted(), world.hub(), limit=10)

    assert [fit.thing.name_zh for fit in fits] == [WORDS.name_zh, "别的"]
    assert [facet.name_zh for facet in fits[0].match.facets] == ["肿瘤", "色谱分析"]
    assert "筛选五千个化合物" in fits[0].match.words


def test_those_whom_a_need_fits_are_told_and_shown_it(world, mailed):
    need, hub = world.posted(), world.hub()
    keeper, poster = world.keeper.organisation_id, world.researcher.organisation_id

    assert organisations_that_fit(need, hub) == [keeper], "by its chromatograph alone"
    assert mailed() == [("hub_need", "keeper")]
    [fit] = needs_for(keeper, hub, TODAY, limit=5)
    assert [facet.slug for facet in fit.match.facets] == ["chromatography"]
    assert needs_for(poster, hub, TODAY, limit=5) == []
    assert needs_for(world.stranger.organisation_id, hub, TODAY, limit=5) == []


def test_what_is_looked_for_in_a_hub_is_looked_for_in_its_needs_too(world):
    need, hub = world.posted(), world.hub()
    for q, found in ((None, [need]), (need.title, [need]), ("nothing of the kind", [])):
        page = hub_page(hub, HubSearch(q, (), None), NOW)
        assert (page.needs, page.open_needs) == (found, len(found)), q


def test_only_the_two_sides_have_part_in_a_thread(world, write, mailed):
    need, keeper, poster = world.posted(), world.keeper, world.researcher
    with pytest.raises(NotFound):
        write(need, poster, keeper)  # nobody wrote to the poster yet
    write(need, keeper)
    write(need, poster, keeper, text="When?")

    assert [each.text for each in messages(need, keeper.organisation_id)] == ["We can.", "When?"]
    assert mailed()[1:] == [("hub_message", "researcher"), ("hub_message", "keeper")]
    for who, with_ in ((world.stranger, keeper), (world.operator, keeper), (poster, world.stranger)):
        with pytest.raises(NotFound):
            refuse_stranger(need, with_.organisation_id, who)
    with pytest.raises(NotFound):
        refuse_stranger(need, poster.organisation_id, poster)


def test_messages_are_neither_empty_nor_too_many(world, write):
    need = world.posted()
    with pytest.raises(Invalid):
        write(need, world.keeper, text=" ")
    for number in range(MOST_A_DAY):
        write(need, world.keeper, text=f"We can {number}.")
        write(need, world.keeper, text=f"We can {number}.")  # sent twice, it stands once
    with pytest.raises(TooManyRequests):
        write(need, world.keeper)
    write(need, world.keeper, now=NOW + timedelta(days=1, minutes=1))


def test_a_need_expires_by_itself_the_day_after_its_last(world, write):
    need, hub = world.posted(), world.hub()
    assert open_needs(hub, NEED.until_on, limit=5) == [need]
    assert need.standing(NEED.until_on) is NeedState.OPEN

    later = NEED.until_on + timedelta(days=1)
    assert open_needs(hub, later, limit=5) == []
    assert need.standing(later) is NeedState.EXPIRED
    with pytest.raises(Conflict, match="topic_over"):
        write(need, world.keeper, now=NOW + timedelta(days=60))


def test_a_need_is_closed_once_by_its_poster_and_those_who_wrote_are_told(world, write, mailed):
    need, hub = world.posted(), world.hub()
    write(need, world.keeper)

    def close(by) -> None:
        transaction(lambda: close_need(hub=hub, ref=need.ref, outcome=Outcome.FOUND_HERE, by=by, now=NOW))

    with pytest.raises(NotFound):
        close(world.stranger)
    close(world.researcher)
    assert get_need(hub, need.ref).outcome is Outcome.FOUND_HERE
    assert mailed()[-1] == ("hub_need_closed", "keeper")
    with pytest.raises(Conflict):
        close(world.researcher)
    with pytest.raises(Conflict, match="topic_over"):
        write(get_need(hub, need.ref), world.keeper)


def test_a_need_is_refused_with_all_that_is_wrong_with_it(world):
    wrong = replace(NEED, title="", text="", facets=(), until_on=TODAY - timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        world.posted(wrong)

    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"title", "text", "areas", "until_on"}


def test_a_need_sent_twice_is_posted_once_and_a_flood_is_stopped(world, mailed):
    need = world.posted(replace(NEED, title=f"{NEED.title}\u202e"))
    assert world.posted() == need
    assert mailed() == [("hub_need", "keeper")]
    for number in range(1, MOST_NEEDS_A_DAY):
        world.posted(replace(NEED, title=f"{number}"))
    with pytest.raises(TooManyRequests):
        world.posted(replace(NEED, title="One more"))


def test_a_draft_is_written_to_by_nobody(world, write):
    with pytest.raises(NotFound):
        write(world.drafted(), world.stranger)
    write(world.published(), world.stranger)
