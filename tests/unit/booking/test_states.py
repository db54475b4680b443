import pytest

from app.booking.domain.states import (
    AFTER,
    DEAD,
    LIVE,
    MAY_ACT,
    Action,
    AppealState,
    Party,
    Standing,
    State,
    UsageState,
    after,
    check_party,
    offered,
)
from app.kernel.errors import Conflict, Forbidden


def test_every_state_is_live_dead_or_settled():
    assert LIVE | DEAD | {State.SETTLED} == set(State)
    assert not LIVE & DEAD


def test_every_action_has_somebody_who_may_take_it():
    assert set(MAY_ACT) == set(Action)


def test_every_state_is_reached_from_a_request():
    reached = {State.REQUESTED}
    for _ in State:
        reached |= {to for (state, _), to in AFTER.items() if state in reached}
    assert reached == set(State)


def test_nothing_leads_out_of_an_end():
    ends = {State.SETTLED} | (DEAD - {State.NO_SHOW})
    assert not [key for key in AFTER if key[0] in ends]


@pytest.mark.parametrize("state", [State.SETTLED, State.DECLINED, State.CANCELLED_LATE])
def test_what_ended_can_not_be_confirmed(state):
    with pytest.raises(Conflict) as refusal:
        after(Standing(state), Action.CONFIRM)
    assert refusal.value.code == "illegal_transition"


def test_a_record_is_signed_before_it_is_accepted():
    recorded = Standing(State.COMPLETED, UsageState.RECORDED)
    assert not recorded.allows(Action.ACCEPT_USAGE)
    assert Standing(State.COMPLETED, UsageState.SIGNED).allows(Action.ACCEPT_USAGE)


def test_a_no_show_is_appealed_once():
    assert Standing(State.NO_SHOW).allows(Action.APPEAL)
    assert not Standing(State.NO_SHOW, appeal=AppealState.OPEN).allows(Action.APPEAL)


def test_an_appeal_is_rejected_only_when_there_is_one():
    assert not Standing(State.NO_SHOW).allows(Action.REJECT_APPEAL)
    assert Standing(State.NO_SHOW, appeal=AppealState.OPEN).allows(Action.REJECT_APPEAL)


@pytest.mark.parametrize(
    ("standing", "party", "actions"),
    [
        (Standing(State.REQUESTED), Party.CUSTOMER, [Action.CANCEL]),
        (Standing(State.REQUESTED), Party.PROVIDER, [Action.CONFIRM, Action.DECLINE, Action.CANCEL]),
        (Standing(State.CONFIRMED), Party.PROVIDER, [Action.CANCEL, Action.CHECK_IN]),
        (Standing(State.IN_USE, UsageState.RECORDED), Party.PROVIDER, [Action.CHECK_OUT]),
        (Standing(State.IN_USE, UsageState.RECORDED), Party.CUSTOMER, []),
        (Standing(State.COMPLETED, UsageState.RECORDED), Party.PROVIDER, [Action.SIGN_USAGE]),
        (
            Standing(State.COMPLETED, UsageState.SIGNED),
            Party.CUSTOMER,
            [Action.ACCEPT_USAGE, Action.DISPUTE_USAGE],
        ),
        (Standing(State.COMPLETED, UsageState.DISPUTED), Party.PROVIDER, [Action.SIGN_USAGE]),
        (Standing(State.NO_SHOW), Party.CUSTOMER, [Action.APPEAL]),
        (Standing(State.NO_SHOW), Party.PROVIDER, [Action.CHECK_IN, Action.WAIVE]),
        (Standing(State.SETTLED, UsageState.FINAL), Party.PROVIDER, []),
    ],
)
def test_each_side_is_offered_what_it_may_do_now(standing, party, actions):
    assert list(offered(standing, party)) == actions


def test_a_customer_does_not_confirm_their_own_request():
    with pytest.raises(Forbidden):
        check_party(Action.CONFIRM, Party.CUSTOMER)
