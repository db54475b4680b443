import pytest

from app.accounts.domain.permissions import GRANTED, Audience, Permission, grants, is_public
from app.accounts.domain.roles import ROLES_IN, OrganisationKind, Role


def test_every_permission_is_in_the_table():
    assert set(GRANTED) == set(Permission)


def test_a_permission_by_role_is_granted_to_somebody():
    assert all(granted for granted in GRANTED.values())


def test_every_role_belongs_to_exactly_one_kind_of_organisation():
    assert set(ROLES_IN) == set(OrganisationKind)
    assert sorted(role for roles in ROLES_IN.values() for role in roles) == sorted(Role)


def test_only_browsing_and_local_pages_are_open_to_visitors():
    assert {permission for permission in Permission if is_public(permission)} == {
        Permission.BROWSE,
        Permission.LOCAL_ONLY,
    }


def test_somebody_without_any_role_has_just_what_needs_no_role():
    assert {permission for permission in Permission if grants(permission, frozenset())} == {
        permission for permission, granted in GRANTED.items() if isinstance(granted, Audience)
    }


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        (Role.RESEARCHER, Permission.BOOK, Permission.KEEP),
        (Role.ENTERPRISE_MANAGER, Permission.SEE_VOUCHERS, Permission.PUBLISH),
        (Role.KEEPER, Permission.KEEP, Permission.BOOK),
        (Role.PROVIDER_MANAGER, Permission.PUBLISH, Permission.ACCEPT_USAGE),
        (Role.OFFICER, Permission.RUN_PROGRAMME, Permission.OPERATE),
        (Role.OPERATOR, Permission.ACCREDIT, Permission.RUN_PROGRAMME),
    ],
)
def test_a_role_brings_its_own_rights_and_not_those_of_others(role, allowed, refused):
    assert grants(allowed, frozenset({role}))
    assert not grants(refused, frozenset({role}))
