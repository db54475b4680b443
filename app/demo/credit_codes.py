"""Credit codes of the demo's organisations: well formed, and nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum.cn import uscc

from app.accounts.domain.roles import OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Who registers such an organisation, and its type (GB 32100-2015, table 1).
_PREFIXES: Mapping[OrganisationKind, str] = {
    OrganisationKind.ENTERPRISE: "91",
    OrganisationKind.PROVIDER: "12",
    OrganisationKind.AUTHORITY: "11",
    OrganisationKind.OPERATOR: "12",
}


def credit_code(kind: OrganisationKind, region_code: str, number: int) -> str:
    """Return the code of the demo's organisation `number` (1 to 9999), registered in a district.

    Real registrars hand out no codes with `MADEM` in the part that names the organisation.
    """
    body = f"{_PREFIXES[kind]}{region_code}MADEM{number:04d}"
    return f"{body}{uscc.calc_check_digit(body)}"
