"""The kinds of organisation, and who a person may be in each (product.md, "The people")."""

from collections.abc import Mapping
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is to the pool."""

    ENTERPRISE = "enterprise"
    PROVIDER = "provider"
    AUTHORITY = "authority"
    OPERATOR = "operator"


class Role(StrEnum):
    """What a person does for an organisation; one person may have several."""

    RESEARCHER = "researcher"
    ENTERPRISE_MANAGER = "enterprise_manager"
    KEEPER = "keeper"
    PROVIDER_MANAGER = "provider_manager"
    OFFICER = "officer"
    OPERATOR = "operator"


#: Who lets others in and out, where an organisation does so itself.
MANAGER_IN: Mapping[OrganisationKind, Role] = {
    OrganisationKind.ENTERPRISE: Role.ENTERPRISE_MANAGER,
    OrganisationKind.PROVIDER: Role.PROVIDER_MANAGER,
}

#: An enterprise has no keepers and a provider no researchers: rights follow from what the organisation is.
ROLES_IN: Mapping[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.ENTERPRISE: frozenset({Role.RESEARCHER, Role.ENTERPRISE_MANAGER}),
    OrganisationKind.PROVIDER: frozenset({Role.KEEPER, Role.PROVIDER_MANAGER}),
    OrganisationKind.AUTHORITY: frozenset({Role.OFFICER}),
    OrganisationKind.OPERATOR: frozenset({Role.OPERATOR}),
}

#: Without anybody in one of these, an organisation could neither act nor let others in.
LEADING = frozenset({Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER, Role.OFFICER, Role.OPERATOR})
