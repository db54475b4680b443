import pytest

from app.booking.domain.orders.documents import MAY_ADD, DocumentKind, addable, check_addition
from app.booking.domain.orders.states import (
    AFTER,
    BEFORE,
    DEAD,
    HANDED_OVER,
    LIVE,
    MAY_ACT,
    OrderAction,
    OrderStanding,
    OrderState,
    after,
    check_party,
    offered,
)
from app.booking.domain.states import Party
from app.kernel.errors import Conflict, Forbidden

ENDS = DEAD | {OrderState.SETTLED}


def test_every_state_is_before_the_contract_live_dead_or_settled():
    groups = (BEFORE, LIVE, DEAD, frozenset({OrderState.SETTLED}))
    assert frozenset().union(*groups) == set(OrderState)
    assert sum(map(len, groups)) == len(OrderState)


def test_every_action_has_somebody_who_may_take_it():
    assert set(MAY_ACT) == set(OrderAction)


def test_every_state_is_reached_from_a_request():
    reached = {OrderState.REQUESTED}
    for _ in OrderState:
        reached |= {to for (state, _), to in AFTER.items() if state in reached}
    assert reached == set(OrderState)


def test_nothing_leads_out_of_an_end_and_something_out_of_everything_else():
    assert {state for state, _ in AFTER} == set(OrderState) - ENDS


def test_a_deadline_can_end_whatever_waits():
    by_deadline = {OrderAction.EXPIRE, OrderAction.ABANDON, OrderAction.ACCEPT}
    for state in BEFORE | LIVE - {OrderState.ACCEPTED}:
        assert [action for of, action in AFTER if of is state and action in by_deadline], state


@pytest.mark.parametrize(
    ("state", "party", "actions"),
    [
        (OrderState.REQUESTED, Party.CUSTOMER, [OrderAction.WITHDRAW]),
        (OrderState.REQUESTED, Party.PROVIDER, [OrderAction.QUOTE, OrderAction.DECLINE]),
        (OrderState.QUOTED, Party.CUSTOMER, [OrderAction.ACCEPT_QUOTE, OrderAction.WITHDRAW]),
        (OrderState.QUOTED, Party.PROVIDER, [OrderAction.DECLINE]),
        (OrderState.CONTRACTED, Party.CUSTOMER, [OrderAction.CANCEL]),
        (OrderState.CONTRACTED, Party.PROVIDER, [OrderAction.START, OrderAction.CANCEL]),
        (OrderState.IN_WORK, Party.CUSTOMER, []),
        (OrderState.IN_WORK, Party.PROVIDER, [OrderAction.DELIVER, OrderAction.CANCEL]),
        (OrderState.DELIVERED, Party.CUSTOMER, [OrderAction.ACCEPT, OrderAction.DISPUTE]),
        (OrderState.DELIVERED, Party.PROVIDER, []),
        (OrderState.DISPUTED, Party.CUSTOMER, []),
        (OrderState.DISPUTED, Party.PROVIDER, [OrderAction.DELIVER, OrderAction.CANCEL]),
        (OrderState.REDELIVERED, Party.CUSTOMER, [OrderAction.ACCEPT, OrderAction.DISPUTE]),
        *((state, party, []) for state in sorted(ENDS) for party in (Party.CUSTOMER, Party.PROVIDER)),
    ],
)
def test_each_side_is_offered_what_it_may_do_now(state, party, actions):
    assert list(offered(OrderStanding(state), party)) == actions


def test_a_customer_steps_back_from_begun_work_only_when_it_is_late():
    late = OrderStanding(OrderState.IN_WORK, is_late=True)
    assert OrderAction.CANCEL in offered(late, Party.CUSTOMER)
    with pytest.raises(Conflict) as refusal:
        check_party(OrderStanding(OrderState.IN_WORK), OrderAction.CANCEL, Party.CUSTOMER)
    assert refusal.value.code == "work_begun"


def test_what_was_objected_to_is_the_providers_to_give_up_even_when_late():
    disputed = OrderStanding(OrderState.DISPUTED, is_late=True)
    assert offered(disputed, Party.CUSTOMER) == ()


def test_a_customer_does_not_quote_and_a_provider_does_not_accept():
    with pytest.raises(Forbidden):
        check_party(OrderStanding(OrderState.REQUESTED), OrderAction.QUOTE, Party.CUSTOMER)
    with pytest.raises(Forbidden):
        check_party(OrderStanding(OrderState.DELIVERED), OrderAction.ACCEPT, Party.PROVIDER)


def test_what_ended_takes_no_action():
    for state in ENDS:
        with pytest.raises(Conflict) as refusal:
            after(OrderStanding(state), OrderAction.CANCEL)
        assert refusal.value.code == "illegal_transition"


def test_every_kind_of_file_has_a_rule():
    assert set(MAY_ADD) == set(DocumentKind)


@pytest.mark.parametrize(
    ("party", "state", "kinds"),
    [
        (Party.CUSTOMER, OrderState.REQUESTED, [DocumentKind.BRIEF]),
        (Party.PROVIDER, OrderState.REQUESTED, []),
        (Party.PROVIDER, OrderState.IN_WORK, [DocumentKind.CONTRACT, DocumentKind.DELIVERABLE]),
        (Party.PROVIDER, OrderState.DELIVERED, [DocumentKind.CONTRACT]),
        (Party.CUSTOMER, OrderState.SETTLED, [DocumentKind.CONTRACT]),
        (Party.CUSTOMER, OrderState.CANCELLED, []),
    ],
)
def test_each_side_may_add_its_own_files_while_they_are_of_use(party, state, kinds):
    assert list(addable(party, state)) == kinds


@pytest.mark.parametrize(
    ("kind", "party", "state", "present", "code"),
    [
        (DocumentKind.DELIVERABLE, Party.CUSTOMER, OrderState.IN_WORK, 0, "forbidden"),
        (DocumentKind.DELIVERABLE, Party.PROVIDER, OrderState.DELIVERED, 0, "illegal_transition"),
        (DocumentKind.CONTRACT, Party.PROVIDER, OrderState.IN_WORK, 50, "too_many_documents"),
    ],
)
def test_a_file_out_of_place_is_refused(kind, party, state, present, code):
    with pytest.raises((Conflict, Forbidden)) as refusal:
        check_addition(kind, party, state, present=present)
    assert refusal.value.code == code


def test_what_was_handed_over_is_live():
    assert HANDED_OVER < LIVE
