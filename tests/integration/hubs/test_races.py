"""Of those who decide about an entry at once, exactly one wins."""

from collections import Counter
from functools import partial

import pytest

from app.hubs.moderating import publish_entry, send_back
from app.hubs.writing import submit_entry
from app.infra.db import db
from tests.integration.hubs.world import NOW, holds
from tests.support.racing import outcomes

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
