"""The forms of the register: what an enterprise declares, and what its officer decides."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from app.accounts.domain.enterprises import DocumentKind, TieKind
from app.accounts.registrations import RegistrationTerms
from app.accounts.ties import LONGEST_NOTE, TieTerms
from app.infra.forms import Form, choices, lazy_gettext
from app.infra.upload_forms import UploadForm
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR

_GIVEN = InputRequired(lazy_gettext("Please fill this in."))

DOCUMENT_WORDS = {
    DocumentKind.LICENCE: lazy_gettext("Business licence"),
    DocumentKind.SHAREHOLDING: lazy_gettext("Shareholding"),
    DocumentKind.SME_REGISTRATION: lazy_gettext("SME registration"),
    DocumentKind.OTHER: lazy_gettext("Other document"),
}
TIE_WORDS = {
    TieKind.EQUITY: lazy_gettext("One holds shares of the other"),
    TieKind.CONTROL: lazy_gettext("The same party controls both"),
    TieKind.PEOPLE: lazy_gettext("The same people run both"),
    TieKind.FAMILY: lazy_gettext("Close relatives run them"),
    TieKind.OTHER: lazy_gettext("Another tie"),
}


class RegistrationForm(UploadForm):
    """A certificate of registration as a technology SME."""

    year = IntegerField(lazy_gettext("Year"), [_GIVEN, NumberRange(EARLIEST_YEAR, LATEST_YEAR)])
    number = StringField(lazy_gettext("Registration number"), [_GIVEN, Length(max=60)])
    registered_on = DateField(lazy_gettext("Registered on"), [_GIVEN])

    def terms(self) -> RegistrationTerms:
        """Return what the certificate says."""
        return RegistrationTerms(
            self.year.data or 0, self.number.data or "", self.registered_on.data or date.min
        )


class DocumentForm(UploadForm):
    """A document about the enterprise itself."""

    file = FileField(lazy_gettext("Document"), id="document-file")
    kind = SelectField(
        lazy_gettext("What it is"),
        id="document-kind",
        choices=choices(
            {kind: word for kind, word in DOCUMENT_WORDS.items() if kind is not DocumentKind.SME_REGISTRATION}
        ),
    )


class TieForm(Form):
    """A tie to a provider, or to an enterprise."""

    counterpart = StringField(lazy_gettext("The other side"), [_GIVEN, Length(max=200)])
    kind = SelectField(
        lazy_gettext("What ties you"),
        id="tie-kind",
        choices=choices(TIE_WORDS),
    )
    from_on = DateField(lazy_gettext("Since"), [_GIVEN])
    note = TextAreaField(lazy_gettext("In your words"), [Length(max=LONGEST_NOTE)])

    def terms(self) -> TieTerms:
        """Return the tie."""
        return TieTerms(
            self.counterpart.data or "",
            TieKind(self.kind.data),
            self.note.data or "",
            self.from_on.data or date.min,
        )


class ReasonForm(Form):
    """Why something is decided."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=2000)])

    def given(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None


class GroupForm(Form):
    """The control group of an enterprise."""

    group = StringField(lazy_gettext("Control group"), [Length(max=200)])
