"""The parts of the publishing page: the form of each, filled from what is kept, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext, ngettext

from app.accounts.domain.actor import Actor
from app.booking.forms.closure import ClosureForm
from app.booking.forms.hours import HoursForm, hours_data
from app.booking.forms.instrument import RulesForm, WhatForm
from app.booking.forms.price import PriceForm, price_data
from app.booking.forms.price_templates import TEMPLATES
from app.booking.present.publishing import PublishingPage
from app.booking.publishing import instruments
from app.booking.publishing.closing import close_instrument
from app.infra.forms import Form


@dataclass(slots=True)
class Parts:
    """The forms of the page; one of them may be the one just sent."""

    what: WhatForm
    hours: HoursForm
    price: PriceForm
    rules: RulesForm
    closure: ClosureForm


@dataclass(frozen=True, slots=True)
class Saving:
    """A part that was sent: of which instrument, by whom, when."""

    page: PublishingPage
    by: Actor
    now: datetime

    @property
    def instrument_id(self) -> int:
        """Return the instrument's id."""
        return self.page.instrument.id


FORMS: Mapping[str, type[Form]] = {
    "what": WhatForm,
    "hours": HoursForm,
    "price": PriceForm,
    "rules": RulesForm,
    "closure": ClosureForm,
}


def filled_parts(page: PublishingPage) -> Parts:
    """Return the forms as they are kept; `hours` and `price` in the address begin from a template."""
    card = page.instrument
    template = TEMPLATES.get(request.args.get("price", ""))
    terms = template(page.today) if template else page.card.terms if page.card else None
    return Parts(
        what=WhatForm(
            formdata=None, data=asdict(card.details) | {"name_zh": card.details.name_zh or card.name}
        ),
        hours=HoursForm(formdata=None, data=hours_data(page.schedule.hours, request.args.get("hours"))),
        price=PriceForm(
            formdata=None, data=price_data(terms, page.today) if terms else {"effective_from": page.today}
        ),
        rules=RulesForm(formdata=None, data=asdict(card.rules)),
        closure=ClosureForm(formdata=None),
    )


def save_part(form: Form, saving: Saving) -> str:
    """Save the part that `form` is, and return what to tell the keeper."""
    return _SAVE[type(form)](form, saving)


def _what(form: Any, saving: Saving) -> str:
    card = saving.page.instrument
    _change(saving, form.details(card.details), card.rules)
    return gettext("Saved what it is.")


def _rules(form: Any, saving: Saving) -> str:
    _change(saving, saving.page.instrument.details, form.rules())
    return gettext("Saved the rules. What is booked keeps its own.")


def _change(saving: Saving, details: Any, rules: Any) -> None:
    instruments.change_instrument(
        instrument_id=saving.instrument_id, details=details, rules=rules, by=saving.by, now=saving.now
    )


def _hours(form: Any, saving: Saving) -> str:
    instruments.set_hours(instrument_id=saving.instrument_id, hours=form.hours(), by=saving.by)
    return gettext("Saved the hours. Standing bookings stay.")


def _price(form: Any, saving: Saving) -> str:
    terms = form.terms()
    card = instruments.set_price(
        instrument_id=saving.instrument_id, terms=terms, by=saving.by, now=saving.now
    )
    return gettext(
        "Published version %(version)s of the prices. What is booked keeps its own.", version=card.version
    )


def _closure(form: Any, saving: Saving) -> str:
    closed = close_instrument(
        instrument_id=saving.instrument_id,
        span=form.span(saving.page.schedule.zone),
        reason=form.reason.data,
        by=saving.by,
        now=saving.now,
    )
    if not closed.conflicts:
        return gettext("Closed for new bookings.")
    refs = ", ".join(booking.ref for booking in closed.conflicts)
    return ngettext(
        "Closed for new bookings. A booking stands in that time; talk to its customer: %(refs)s",
        "Closed for new bookings. %(num)s bookings stand in that time; talk to their customers: %(refs)s",
        len(closed.conflicts),
        refs=refs,
    )


_SAVE: Mapping[type[Form], Callable[[Any, Saving], str]] = {
    WhatForm: _what,
    HoursForm: _hours,
    PriceForm: _price,
    RulesForm: _rules,
    ClosureForm: _closure,
}
