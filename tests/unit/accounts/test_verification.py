from itertools import product

import pytest

from app.accounts.domain.enterprises import area_prefix
from app.accounts.domain.verification import VERIFICATION, Verification, VerificationAction, may
from app.kernel.errors import Conflict
from app.kernel.machines import after

VERIFIED, REFUSED, DECLARED = Verification.VERIFIED, Verification.REFUSED, Verification.DECLARED


def test_what_was_refused_may_be_declared_or_verified_after_all():
    assert after(VERIFICATION, REFUSED, VerificationAction.DECLARE) is DECLARED
    assert after(VERIFICATION, REFUSED, VerificationAction.VERIFY) is VERIFIED


def test_what_is_verified_is_not_declared_anew_and_may_still_be_refused():
    with pytest.raises(Conflict, match="illegal_transition"):
        after(VERIFICATION, VERIFIED, VerificationAction.DECLARE)
    assert after(VERIFICATION, VERIFIED, VerificationAction.REFUSE) is REFUSED


@pytest.mark.parametrize(("state", "action"), list(product(Verification, VerificationAction)))
def test_a_button_is_offered_exactly_where_the_action_is_allowed(state, action):
    if may(state, action):
        assert after(VERIFICATION, state, action) in Verification
    else:
        with pytest.raises(Conflict):
            after(VERIFICATION, state, action)


@pytest.mark.parametrize(
    ("region", "prefix"), [("310118", "310118"), ("320500", "3205"), ("310000", "31"), ("310100", "3101")]
)
def test_an_area_is_found_by_how_its_codes_begin(region, prefix):
    assert area_prefix(region) == prefix
