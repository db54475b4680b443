"""Every state that a machine can be in has a look, and no look is left over."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from app.accounts.domain.verification import Verification
from app.booking.domain.orders.states import OrderState
from app.booking.domain.states import State, UsageState
from app.content.domain.banners import BannerPhase
from app.content.domain.featured import FeaturedPhase
from app.content.domain.states import ArticleState
from app.hubs.domain.states import EntryState, HubState, NeedState
from app.pool.domain.states import (
    AccreditationState,
    InstrumentState,
    MembershipState,
    RecognitionState,
    ServiceState,
)
from app.portal.looks import LOOKS, state_look
from app.voucher.domain.applications import ApplicationState
from app.voucher.domain.states import HoldState, ProgrammeState, VoucherState
from app.webhooks.domain.states import DeliveryState, HookState

ROOT = Path(__file__).resolve().parents[3]
STATES = {
    "booking": State,
    "order": OrderState,
    "usage": UsageState,
    "hold": HoldState,
    "voucher": VoucherState,
    "programme": ProgrammeState,
    "instrument": InstrumentState,
    "service": ServiceState,
    "recognition": RecognitionState,
    "accreditation": AccreditationState,
    "membership": MembershipState,
    "application": ApplicationState,
    "verification": Verification,
    "article": ArticleState,
    "banner": BannerPhase,
    "featured": FeaturedPhase,
    "hub": HubState,
    "hub_entry": EntryState,
    "need": NeedState,
    "webhook": HookState,
    "delivery": DeliveryState,
}


@pytest.mark.parametrize(("kind", "states"), STATES.items())
def test_each_state_has_a_look(kind: str, states: type[StrEnum]) -> None:
    assert {str(state) for state in states} <= set(LOOKS[kind])


def test_each_tone_is_a_colour_of_the_theme() -> None:
    theme = (ROOT / "app/static/css/components.css").read_text()
    tones = {look.tone for looks in LOOKS.values() for look in looks.values()}
    assert tones == set(re.findall(r"\.tone-(\w+) \{", theme))


def test_states_of_one_kind_differ_in_more_than_colour() -> None:
    for looks in LOOKS.values():
        assert len({look.word for look in looks.values()}) == len(looks)


def test_an_unknown_state_is_a_defect() -> None:
    with pytest.raises(KeyError):
        state_look("booking", "lost")
