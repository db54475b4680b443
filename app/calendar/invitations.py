"""An event as an invitation for a mail to carry (RFC 5546, 6047): the feeds' own UID and SEQUENCE."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from icalendar import vCalAddress

from app.calendar.domain.feed import EventStatus
from app.calendar.ical import bare_calendar, event_component, plain
from app.infra.calendar_invitations import Invitation

if TYPE_CHECKING:
    from app.calendar.domain.feed import FeedEvent
    from app.calendar.ical import FeedTexts


class Method(StrEnum):
    """METHOD of an iTIP message: take this over, or strike it out."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Partaking(StrEnum):
    """PARTSTAT: whether the reader has agreed. Nobody is asked to answer by mail."""

    ACCEPTED = "ACCEPTED"
    NEEDS_ACTION = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Between whom: the organiser, as the mail's sender, and the one reader."""

    organiser: str
    organiser_address: str
    reader: str
    reader_address: str
    partaking: Partaking


def invitation(event: FeedEvent, texts: FeedTexts, meeting: Meeting) -> Invitation:
    """Return a REQUEST to take the event over as it is now, or a CANCEL of one that ended."""
    method = Method.CANCEL if event.status is EventStatus.CANCELLED else Method.REQUEST
    component = event_component(event, texts)
    organiser = _address(meeting.organiser_address, meeting.organiser)
    reader = _address(meeting.reader_address, meeting.reader)
    reader.params |= {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": meeting.partaking,
        "RSVP": "FALSE",
    }
    component.add("organizer", organiser)
    component.add("attendee", reader)
    calendar = bare_calendar()
    calendar.add("method", method)
    calendar.add_component(component)
    return Invitation(method, calendar.to_ical())


def _address(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    # A parameter's value has no way to write a quotation mark (RFC 5545, 3.1).
    found.params["CN"] = plain(name).replace('"', "'")
    return found
