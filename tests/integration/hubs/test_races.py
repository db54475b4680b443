"""Of those who decide about an entry at once, exactly one wins; what is sent twice at once stands once."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from app.hubs.letters import write_message
from app.hubs.moderating import publish_entry, send_back
from app.hubs.needing import post_need
from app.hubs.queries.letters import count_sent
from app.hubs.queries.needs import posted_since
from app.hubs.writing import submit_entry
from app.infra.db import db
from tests.integration.hubs.world import NEED, NOW, holds
from tests.support.racing import outcomes

BEFORE = NOW - timedelta(minutes=1)

pytestmark = pytest.mark.race


@pytest.fixture
def race(app, world):
    """Let all do their work at once: `race(turns)` counts what came of it."""

    def count(turns) -> Counter[str]:
        db.session.remove()
        return outcomes(app, turns)

    return count


def test_an_entry_is_published_or_sent_back_once(world, race):
    entry = world.submitted()
    decide = {"ref": entry.ref, "version": entry.version, "by": world.operator, "now": NOW}
    turns = [partial(publish_entry, **decide), partial(send_back, **decide, reason="Race")] * 6

    assert race(turns) == {"won": 1, "illegal_transition": 11}
    assert holds()


def test_an_entry_is_submitted_once(world, race):
    entry = world.drafted()
    turns = [partial(submit_entry, ref=entry.ref, by=world.keeper, now=NOW)] * 8

    assert race(turns) == {"won": 1, "illegal_transition": 7}
    assert holds()


def test_a_need_that_is_sent_several_times_at_once_is_posted_once(world, race):
    turns = [partial(post_need, hub=world.hub(), words=NEED, by=world.researcher, now=NOW)] * 6

    assert race(turns) == {"won": 6}
    assert len(posted_since(world.hub(), world.researcher, BEFORE)) == 1


def test_a_message_that_is_sent_several_times_at_once_is_written_once(world, race):
    need, lab = world.posted(), world.keeper.organisation_id
    said = {"topic": need, "hub": world.hub(), "with_id": lab, "text": "We can.", "by": world.keeper}
    turns = [partial(write_message, **said, now=NOW)] * 6

    assert race(turns) == {"won": 6}
    assert count_sent(lab, BEFORE) == 1
