"""An entry is written, published, changed and taken back."""

from dataclasses import replace
from functools import partial

import pytest

from app.hubs.domain.states import EntryState
from app.hubs.letters import write_message
from app.hubs.moderating import publish_entry, send_back, take_entry_down
from app.hubs.present.desk import queue_page, talks_page
from app.hubs.queries.entries import EntryFilter, get_known_entry, public_entries
from app.hubs.queries.own import get_submitted, queue
from app.hubs.writing import discard_changes, rewrite_entry, submit_entry, withdraw_entry
from app.infra.api.cursors import encode_cursor
from app.infra.db import transaction
from app.kernel.errors import Conflict, Invalid, NotFound
from tests.integration.hubs.world import NOW, WORDS, holds

NEWER = replace(WORDS, name_zh="口服激酶降解剂", facets=("tumour",))


@pytest.fixture
def engine_name() -> str:
    """The SQL is plain: one engine shows it. The races and the constraints run on both."""
    return "sqlite"


@pytest.fixture
def act(world):
    """Do one thing in a transaction: `act(submit_entry, entry)` as the keeper."""
    return lambda work, entry, **more: transaction(
        lambda: work(**({"ref": entry.ref, "by": world.keeper, "now": NOW} | more))
    )


def names(world, **wanted) -> list[str]:
    return [entry.name_zh for entry in public_entries(world.hub(), EntryFilter(**wanted), limit=10)]


def test_nobody_reads_an_entry_before_the_operator_published_it(world, mailed):
    world.submitted()
    assert names(world) == []

    world.published(NEWER)
    assert names(world) == [NEWER.name_zh]
    assert mailed() == [("hub_published", "keeper")]
    assert holds()


def test_the_queue_goes_on_behind_who_has_waited_longest(world):
    first, second = world.submitted(), world.submitted(NEWER)
    (longest,) = queue(after=None, limit=1)
    assert longest.id == first.id
    assert [entry.id for entry in queue(after=(longest.since, longest.id), limit=9)] == [second.id]
    assert queue_page(encode_cursor([NOW.isoformat(), second.id]), NOW).rows == []


def test_an_entry_is_found_by_its_words_its_facets_and_its_organisation(world):
    world.published()
    tumour, virus, synthesis = world.hub().named(["tumour", "synthesis", "antiviral"])

    for q in ("激酶", "oral kin", "合成工艺", "Keeper"):
        assert names(world, q=q) == [WORDS.name_zh], q
    assert names(world, facets=(tumour, synthesis)) == [WORDS.name_zh]
    assert names(world, facets=(tumour, virus)) == []


def test_the_old_text_stays_public_until_the_new_one_is_published(world, act):
    entry = world.published()
    act(rewrite_entry, entry, words=NEWER, seen=entry.version)
    waiting = act(submit_entry, entry)
    assert names(world) == [WORDS.name_zh]
    assert holds()

    act(publish_entry, waiting, version=waiting.version, by=world.operator)
    assert names(world) == [NEWER.name_zh]
    assert names(world, q="抑制剂") == []
    assert holds()


def test_a_change_that_is_thrown_away_leaves_the_entry_published(world, act):
    entry = world.published()
    act(rewrite_entry, entry, words=NEWER, seen=entry.version)
    back = act(discard_changes, entry)

    assert back.state is EntryState.PUBLISHED
    assert back.words == WORDS
    assert holds()
    with pytest.raises(Conflict):
        act(discard_changes, world.drafted())


def test_of_two_colleagues_who_rewrite_at_once_the_second_is_told(world, act):
    entry = world.drafted()
    for _twice in range(2):
        act(rewrite_entry, entry, words=NEWER, seen=entry.version)
    with pytest.raises(Conflict, match="edited_meanwhile"):
        act(rewrite_entry, entry, words=WORDS, seen=entry.version)


def test_names_take_one_line_and_hold_no_sign_that_nobody_sees(world):
    entry = world.drafted(replace(WORDS, name_zh="激酶\u202e\r\n抑制剂", text_zh="一。\r\n二。\x0b"))
    assert (entry.name_zh, entry.text_zh) == ("激酶 抑制剂", "一。\n二。")


def test_in_a_thread_others_read_no_name_that_was_not_published(world, act):
    entry, stranger = world.published(), world.stranger
    with_id, hub = stranger.organisation_id, world.hub()
    transaction(
        lambda: write_message(topic=entry, hub=hub, with_id=with_id, text="Hello.", by=stranger, now=NOW)
    )
    act(rewrite_entry, entry, words=NEWER, seen=entry.version)
    for work in (submit_entry, withdraw_entry):
        act(work, entry)
        assert [row.topic.name_zh for row in talks_page(stranger, None).rows] == [WORDS.name_zh]
        assert get_known_entry(hub, entry.ref).name_zh == WORDS.name_zh
    assert holds()


def test_what_was_withdrawn_is_gone_for_good(world, act):
    entry = world.published()
    act(withdraw_entry, entry)

    assert names(world) == []
    assert holds()
    with pytest.raises(Conflict):
        act(rewrite_entry, entry, words=NEWER, seen=entry.version)


def test_sending_back_needs_a_reason_and_tells_it(world, act, mailed):
    entry = world.submitted()
    decide = partial(act, send_back, entry, version=entry.version, by=world.operator)
    with pytest.raises(Invalid, match="reason_needed"):
        decide(reason="")
    decide(reason="Say more.")

    assert mailed() == [("hub_sent_back", "keeper")]
    assert act(submit_entry, entry).state is EntryState.SUBMITTED


def test_the_operator_takes_down_what_nobody_should_read(world, act, mailed):
    entry = world.published()
    act(rewrite_entry, entry, words=NEWER, seen=entry.version)
    read = get_submitted(entry.ref)
    assert read.name_zh == WORDS.name_zh, "a draft is not handed in"
    take_down = partial(act, take_entry_down, read, version=read.version, by=world.operator)
    with pytest.raises(Invalid, match="reason_needed"):
        take_down(reason="\u202e")

    assert take_down(reason="An advertisement.").state is EntryState.WITHDRAWN
    assert names(world) == []
    assert mailed()[-1] == ("hub_taken_down", "keeper")
    assert holds()


def test_an_entry_is_submitted_once_it_says_enough(world, act):
    entry = world.drafted(replace(WORDS, text_zh="", text_en="", facets=()))
    with pytest.raises(Invalid) as refused:
        act(submit_entry, entry)

    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"text_missing", "half_english", "facets_missing"}


def test_what_the_operator_has_not_read_is_not_published(world, act):
    read = world.submitted()
    sent = act(send_back, read, version=read.version, reason="Mend it.", by=world.operator)
    act(rewrite_entry, read, words=NEWER, seen=sent.version)
    act(submit_entry, read)

    with pytest.raises(Conflict, match="changed_meanwhile"):
        act(publish_entry, read, version=read.version, by=world.operator)
    assert names(world) == []


def test_others_know_nothing_of_an_entry_that_is_not_theirs(world, act):
    entry = world.drafted()
    for work in (partial(rewrite_entry, words=NEWER, seen=1), submit_entry, withdraw_entry, discard_changes):
        with pytest.raises(NotFound):
            act(work, entry, by=world.stranger)
    with pytest.raises(NotFound):
        act(publish_entry, entry, version=entry.version, by=world.operator)


def test_lists_go_on_below_the_last_one_shown(world):
    for number in range(3):
        world.published(replace(WORDS, name_zh=f"条目{number}"))
    first = public_entries(world.hub(), EntryFilter(), limit=2)
    rest = public_entries(world.hub(), EntryFilter(), before_id=first[-1].id, limit=2)

    assert [entry.name_zh for entry in (*first, *rest)] == ["条目2", "条目1", "条目0"]
