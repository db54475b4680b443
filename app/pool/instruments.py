"""Keeping instruments: drafted, published once they have hours and a price, edited, retired."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import insert, update

from app.infra.db import constraint_error, db, execute_checked, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.cards import InstrumentCard, ProviderCard
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.states import InstrumentAction, InstrumentState
from app.pool.indexing import index_instruments
from app.pool.models import Instrument

constraint_error(
    "uq_instrument_provider_id_source_id",
    lambda: Conflict("source_id_taken", N_("The provider has an instrument with this source id already.")),
    sqlite_columns="instrument.provider_id, instrument.source_id",
)


@dataclass(frozen=True, slots=True)
class PublishingFacts:
    """What the calendar knows and publishing needs."""

    has_hours: bool


def create_instrument(
    *,
    provider_id: int,
    details: InstrumentDetails,
    rules: InstrumentRules,
    by: EventActor,
    now: datetime,
) -> InstrumentCard:
    """Draft an instrument. Raises NotFound for the provider, Invalid with every broken rule."""
    provider = queries.provider(provider_id)
    details = _placed(details, provider)
    _refuse_broken(details, rules)
    drafted = insert(Instrument).values(
        provider_id=provider_id,
        state=str(InstrumentState.DRAFT),
        created_at=now,
        updated_at=now,
        **asdict(details),
        **asdict(rules),
    )
    instrument_id: int = execute_checked(drafted.returning(Instrument.id)).scalar_one()
    index_instruments([(instrument_id, details, _names(provider))])
    _note(instrument_id, "create", None, InstrumentState.DRAFT, by, now)
    return queries.get_instrument(instrument_id)


def edit_instrument(
    *,
    instrument_id: int,
    details: InstrumentDetails,
    rules: InstrumentRules,
    by: EventActor,
    now: datetime,
) -> InstrumentCard:
    """Replace what is said about an instrument and its rules. What is booked keeps its own.

    Raises NotFound, Invalid with every broken rule, Conflict `illegal_transition` once it is retired.
    """
    before = queries.get_instrument(instrument_id)
    if before.state is InstrumentState.RETIRED:
        raise Conflict("illegal_transition", N_("A retired instrument is not edited any more."))
    details = _placed(details, before.provider)
    _refuse_broken(details, rules)
    db.session.execute(
        update(Instrument)
        .where(Instrument.id == instrument_id)
        .values(updated_at=now, **asdict(details), **asdict(rules))
        .execution_options(synchronize_session=False)
    )
    index_instruments([(instrument_id, details, _names(before.provider))])
    _note(instrument_id, "edit", before.state, before.state, by, now)
    return queries.get_instrument(instrument_id)


def publish_instrument(
    *, instrument_id: int, facts: PublishingFacts, by: EventActor, now: datetime
) -> InstrumentCard:
    """Show a draft in the catalogue. Raises NotFound, Conflict, Invalid with `no_hours` and `no_price`."""
    card = queries.get_instrument(instrument_id)
    problems = []
    if not facts.has_hours:
        problems.append(
            Problem("no_hours", N_("It has no opening hours."), "opening_hours", N_("Set its weekly hours."))
        )
    if card.hourly_from_minor is None:
        problems.append(
            Problem(
                "no_price",
                N_("It has no rate card for enterprises."),
                "rate_card",
                N_("Publish a rate card for enterprises."),
            )
        )
    if problems:
        raise Invalid.of(problems)
    return _act(card, InstrumentAction.PUBLISH, by, now)


def publish_priced_drafts(
    *, instrument_ids: Sequence[int], facts: PublishingFacts, by: EventActor, now: datetime
) -> int:
    """Publish those of many drafts that have a price, when `facts` say that all have hours; return how many.

    What an import with a template ends with: one statement and one event, whatever their number.
    """
    if not facts.has_hours or not instrument_ids:
        return 0
    published = db.session.scalars(
        update(Instrument)
        .where(
            Instrument.id.in_(instrument_ids),
            Instrument.state == InstrumentState.DRAFT,
            Instrument.hourly_from_minor.is_not(None),
        )
        .values(state=str(InstrumentState.PUBLISHED), updated_at=now)
        .returning(Instrument.id)
        .execution_options(synchronize_session=False)
    ).all()
    record(
        subject_kind="import",
        subject_ref=new_reference("I"),
        action=InstrumentAction.PUBLISH,
        at=now,
        actor=by,
        from_state=InstrumentState.DRAFT,
        to_state=InstrumentState.PUBLISHED,
        data={"instruments": sorted(published)},
    )
    return len(published)


def withdraw_instrument(*, instrument_id: int, by: EventActor, now: datetime) -> InstrumentCard:
    """Take an instrument out of the catalogue, back to a draft; what is booked stands."""
    return _act(queries.get_instrument(instrument_id), InstrumentAction.WITHDRAW, by, now)


def retire_instrument(*, instrument_id: int, by: EventActor, now: datetime) -> InstrumentCard:
    """Take an instrument out of service for good; what is booked stands."""
    return _act(queries.get_instrument(instrument_id), InstrumentAction.RETIRE, by, now)


def _placed(details: InstrumentDetails, provider: ProviderCard) -> InstrumentDetails:
    """Return the details with the provider's region and place where they say none."""
    details = replace(details, region_code=details.region_code or provider.region_code)
    if details.lat is None and details.lon is None:
        details = replace(details, lat=provider.lat, lon=provider.lon)
    return details


def _refuse_broken(details: InstrumentDetails, rules: InstrumentRules) -> None:
    problems = [*details.problems(), *rules.problems()]
    if details.region_code is not None and queries.find_region(details.region_code) is None:
        problems.append(Problem("invalid", N_("There is no such region."), field="region_code"))
    if problems:
        raise Invalid.of(problems)


def _names(provider: ProviderCard) -> tuple[str, str]:
    return provider.name_zh, provider.name_en


def _act(card: InstrumentCard, action: InstrumentAction, by: EventActor, now: datetime) -> InstrumentCard:
    to_state = after(states.INSTRUMENT, card.state, action)
    swap(Instrument, card.id, from_state=card.state, to_state=to_state, updated_at=now)
    _note(card.id, action, card.state, to_state, by, now)
    return replace(card, state=to_state)


def _note(
    instrument_id: int,
    action: str,
    before: InstrumentState | None,
    after: InstrumentState,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind="instrument",
        subject_ref=str(instrument_id),
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=after,
    )
