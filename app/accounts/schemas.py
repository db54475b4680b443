"""Bodies and answers about the register of enterprises."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.accounts.domain.actor import OrganisationCard
from app.accounts.domain.enterprises import ControlGroupCard, DocumentKind, EnterpriseFilter, TieCard, TieKind
from app.accounts.domain.verification import Verification
from app.accounts.enterprises import LONGEST_GROUP_NAME
from app.accounts.queries import EnterpriseDocumentCard
from app.accounts.registrations import RegistrationTerms
from app.accounts.ties import LONGEST_NOTE, TieTerms
from app.infra.api import Answer, Body, FormBody, Instant, PageQuery, RowId
from app.infra.documents import DocumentCard
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR


class EnterpriseQuery(PageQuery):
    """Which enterprises to list: by their state, by that of a registration, by their control group."""

    state: Verification | None = None
    registration: Verification | None = None
    control_group: RowId | None = None

    def wanted(self) -> EnterpriseFilter:
        """Return what is asked for."""
        return EnterpriseFilter(self.state, self.registration, self.control_group)


class GroupBody(Body):
    """The control group's name; "" is none."""

    name: str = Field(max_length=LONGEST_GROUP_NAME)


class RegistrationForm(FormBody):
    """What a certificate of registration says."""

    year: int = Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)
    number: str = Field(max_length=60)
    registered_on: date

    def terms(self) -> RegistrationTerms:
        """Return what is declared."""
        return RegistrationTerms(self.year, self.number, self.registered_on)


class EnterpriseDocumentForm(FormBody):
    """What a document is there to prove."""

    kind: DocumentKind


class TieBody(Body):
    """A tie; `counterpart` is the other side's whole name or its credit code."""

    counterpart: str = Field(min_length=1, max_length=200)
    kind: TieKind
    from_on: date
    note: str = Field(default="", max_length=LONGEST_NOTE)

    def terms(self) -> TieTerms:
        """Return what is declared."""
        return TieTerms(self.counterpart, self.kind, self.note, self.from_on)


class OrganisationAnswer(Answer):
    """An organisation by its names and credit code."""

    id: int
    name_zh: str
    name_en: str
    credit_code: str | None

    @classmethod
    def of(cls, card: OrganisationCard) -> OrganisationAnswer:
        """Return an organisation as it is answered."""
        return cls(id=card.id, name_zh=card.name_zh, name_en=card.name_en, credit_code=card.credit_code)


class GroupAnswer(Answer):
    """A control group."""

    id: int
    name: str

    @classmethod
    def of(cls, card: ControlGroupCard) -> GroupAnswer:
        """Return a group as it is answered."""
        return cls(id=card.id, name=card.name)


class RegistrationAnswer(Answer):
    """A registration as a technology SME; `reason` says why it was refused."""

    year: int
    number: str
    registered_on: date
    state: Verification
    document: str | None
    declared_at: Instant
    reason: str | None
    actions: list[str]


class EnterpriseAnswer(Answer):
    """An enterprise's record; `reason` says why it was refused, the latest registration comes first."""

    id: int
    name_zh: str
    name_en: str
    credit_code: str | None
    region: str
    state: Verification
    reason: str | None
    control_group: GroupAnswer | None
    registrations: list[RegistrationAnswer]
    actions: list[str]


class EnterpriseList(Answer):
    """A page of enterprises."""

    items: list[EnterpriseAnswer]
    next: str | None


class DocumentAnswer(Answer):
    """A document handed in."""

    ref: str
    filename: str
    media_type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, card: DocumentCard) -> DocumentAnswer:
        """Return a document as it is answered."""
        return cls(
            ref=card.ref,
            filename=card.filename,
            media_type=card.media_type,
            size=card.size,
            sha256=card.sha256,
        )


class EnterpriseDocumentAnswer(DocumentAnswer):
    """A document about an enterprise; `year` where it is about one."""

    kind: str
    year: int | None

    @classmethod
    def about(cls, card: EnterpriseDocumentCard) -> EnterpriseDocumentAnswer:
        """Return a document as it is answered, with what it proves."""
        told = DocumentAnswer.of(card.document).model_dump()
        return cls(**told, kind=card.kind, year=card.year)


class EnterpriseDocumentList(Answer):
    """What an enterprise handed in."""

    items: list[EnterpriseDocumentAnswer]


class TieAnswer(Answer):
    """A tie; `until_on` is its last day, `declared_by` the side that declared it."""

    id: int
    enterprise: OrganisationAnswer
    provider: OrganisationAnswer
    kind: TieKind
    note: str
    from_on: date
    until_on: date | None
    declared_by: str
    actions: list[str]

    @classmethod
    def of(cls, card: TieCard, actions: list[str]) -> TieAnswer:
        """Return a tie as it is answered."""
        declarer = card.enterprise if card.declared_by == card.enterprise.id else card.provider
        return cls(
            id=card.id,
            enterprise=OrganisationAnswer.of(card.enterprise),
            provider=OrganisationAnswer.of(card.provider),
            kind=card.kind,
            note=card.note,
            from_on=card.from_on,
            until_on=card.until_on,
            declared_by=declarer.kind,
            actions=actions,
        )


class TieList(Answer):
    """A page of ties."""

    items: list[TieAnswer]
    next: str | None
