"""What is asked of a new organisation, and of a provider that wants to be accredited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import SelectField, StringField
from wtforms.validators import Length

from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.kernel.words import ServiceKind
from app.pool.domain.cards import RegionCard, RegionLevel
from app.pool.forms.decisions import KINDS, TickField
from app.pool.founding import Founding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_LONGEST_NAME, _LONGEST_CITY = 200, 100


class FoundingForm(Form):
    """An organisation as its register shows it; `offer` gives the regions to choose from."""

    name_zh = StringField(lazy_gettext("Name in Chinese"), [GIVEN, Length(max=_LONGEST_NAME)])
    name_en = StringField(lazy_gettext("Name in English"), [GIVEN, Length(max=_LONGEST_NAME)])
    credit_code = StringField(lazy_gettext("Unified social credit code"), [GIVEN, Length(max=40)])
    region_code = SelectField(lazy_gettext("District"), [GIVEN])

    def offer(self, regions: Iterable[RegionCard], name_of: Callable[[RegionCard], str]) -> None:
        """Offer the districts by province, and the cities as wholes; none is chosen beforehand."""
        known = {region.code: region for region in regions}
        groups: dict[str, list[tuple[str, str]]] = {"": [("", "")]}
        for region in known.values():
            if region.level is RegionLevel.PROVINCE:
                continue
            province = name_of(known[region.code[:2] + "0000"])
            groups.setdefault(province, []).append((region.code, _label(region, known, name_of)))
        self.region_code.choices = groups

    def founding(self) -> Founding:
        """Return what was typed."""
        return Founding(
            self.name_zh.data or "",
            self.name_en.data or "",
            self.credit_code.data or "",
            self.region_code.data or "",
        )


class ProviderForm(FoundingForm):
    """A provider says besides where it stands."""

    city = StringField(lazy_gettext("City"), [Length(max=_LONGEST_CITY)])

    def founding(self) -> Founding:
        """Return what was typed."""
        said = super().founding()
        return Founding(said.name_zh, said.name_en, said.credit_code, said.region_code, self.city.data or "")


class AskAccreditationForm(Form):
    """For which kinds of service a provider wants to be accredited."""

    kinds = TickField(lazy_gettext("Kinds of service"), choices=choices(KINDS))

    @property
    def given_kinds(self) -> frozenset[ServiceKind]:
        """Return the kinds ticked."""
        return frozenset(ServiceKind(kind) for kind in self.kinds.data or ())


def _label(region: RegionCard, known: Mapping[str, RegionCard], name_of: Callable[[RegionCard], str]) -> str:
    parent = known.get(region.parent_code or "")
    if region.level is RegionLevel.COUNTY and parent is not None:
        return f"{name_of(parent)} · {name_of(region)}"
    return name_of(region)
