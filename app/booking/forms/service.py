"""The search for services, how many one wants, and what a provider says of a service."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.booking.domain.orders.prices import MOST_UNITS
from app.booking.present.service_words import KINDS, UNITS
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.yuan import YuanField, yuan_of
from app.kernel.words import ServiceKind
from app.pool.domain.services import LONGEST, LONGEST_LEAD_DAYS, ServiceDetails, ServiceUnit
from app.pool.queries import ServiceFilter

_KINDS = {str(kind): lazy_gettext(look.word) for kind, look in KINDS.items()}


class ServiceSearchForm(Form):
    """A search by GET: nothing is required."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(lazy_gettext("What"), [Length(max=200)])
    kind = SelectField(
        lazy_gettext("Kind"), choices=choices({"": lazy_gettext("any kind"), **_KINDS}), default=""
    )
    region = StringField(lazy_gettext("Where"), [Length(max=40)])
    provider = StringField(lazy_gettext("Provider"), [Length(max=40)])

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(request.args)
        self.validate()

    def wanted(self) -> ServiceFilter:
        """Return what is looked for in the pool; a wish that cannot be read is left out."""
        kind = self.kind.data if self.kind.data in set(ServiceKind) else None
        return ServiceFilter(
            q=_text(self.q),
            kind=ServiceKind(kind) if kind else None,
            region=_text(self.region),
            provider=_text(self.provider),
        )


class QuantityForm(Form):
    """How many, in the address."""

    class Meta(Form.Meta):
        csrf = False

    quantity = IntegerField(lazy_gettext("How many"), [GIVEN, NumberRange(min=1, max=MOST_UNITS)], default=1)

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(request.args if "quantity" in request.args else None)

    @property
    def number(self) -> int:
        """Return how many are asked for; one where that cannot be read."""
        asked = "quantity" in request.args and self.validate()
        return int(self.quantity.data or 1) if asked else 1


class ServiceForm(Form):
    """What is said of a service."""

    kind = SelectField(lazy_gettext("Kind"), [GIVEN], choices=choices(_KINDS))
    name_zh = StringField(lazy_gettext("Name in Chinese"), [GIVEN, Length(max=LONGEST["name_zh"])])
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=LONGEST["name_en"])])
    description = TextAreaField(
        lazy_gettext("What it is"), [Length(max=LONGEST["description"])], render_kw={"rows": 5}
    )
    deliverables = TextAreaField(
        lazy_gettext("What the customer receives"),
        [Length(max=LONGEST["deliverables"])],
        render_kw={"rows": 3},
    )
    unit = SelectField(
        lazy_gettext("Counted by"),
        [GIVEN],
        choices=choices({unit: lazy_gettext(word) for unit, word in UNITS.items()}),
    )
    price = YuanField(lazy_gettext("Price of one, ¥"), [Optional()])
    lead_days = IntegerField(
        lazy_gettext("Days from the contract to the delivery"),
        [GIVEN, NumberRange(min=0, max=LONGEST_LEAD_DAYS)],
        default=14,
    )
    is_required_test = BooleanField(lazy_gettext("It is a test that the law requires"))

    def details(self) -> ServiceDetails:
        """Return what was typed."""
        return ServiceDetails(
            kind=ServiceKind(self.kind.data),
            name_zh=(self.name_zh.data or "").strip(),
            name_en=(self.name_en.data or "").strip(),
            description=(self.description.data or "").strip(),
            deliverables=(self.deliverables.data or "").strip(),
            unit=ServiceUnit(self.unit.data),
            price=self.price.money,
            lead_days=int(self.lead_days.data or 0),
            is_required_test=bool(self.is_required_test.data),
        )


def service_data(details: ServiceDetails) -> dict[str, Any]:
    """Return what the form shows of a service."""
    texts = {name: getattr(details, name) for name in ("name_zh", "name_en", "description", "deliverables")}
    return texts | {
        "kind": str(details.kind),
        "unit": str(details.unit),
        "price": yuan_of(details.price) if details.price else None,
        "lead_days": details.lead_days,
        "is_required_test": details.is_required_test,
    }


def _text(field: StringField) -> str | None:
    return (field.data or "").strip() or None if not field.errors else None
