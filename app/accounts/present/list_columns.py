"""The columns of the register as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.infra.code_words import code_word
from app.infra.list_files import Column
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.present.register import EnterpriseRow

ENTERPRISES: tuple[Column[EnterpriseRow], ...] = (
    Column(N_("Chinese name"), lambda each: each.enterprise.organisation.name_zh),
    Column(N_("English name"), lambda each: each.enterprise.organisation.name_en),
    Column(N_("Credit code"), lambda each: each.enterprise.organisation.credit_code),
    Column(N_("Region"), lambda each: each.enterprise.organisation.region_code),
    Column(N_("Record"), lambda each: code_word(each.enterprise.state)),
    Column(
        N_("Control group"),
        lambda each: each.enterprise.control_group.name if each.enterprise.control_group else None,
    ),
    Column(
        N_("SME registrations"),
        lambda each: ", ".join(f"{card.year}: {code_word(card.state)}" for card in each.registrations),
    ),
)
