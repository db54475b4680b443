"""What a mail brings into its reader's calendar: asked for when it is queued, made when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

_EXTENSION = "onepool.invitations"


class Insistence(StrEnum):
    """When a mail with an invitation is sent: like a notice, for its own sake, or whatever was turned off."""

    WITH_NOTICE = "with_notice"
    WANTED = "wanted"
    ALWAYS = "always"


class Side(StrEnum):
    """Whether it is one's own time, or that of an instrument one keeps."""

    OWN = "own"
    KEEPER = "keeper"


@dataclass(frozen=True, slots=True)
class AskedInvitation:
    """What a queued mail shall bring: of what (`ref`), and to whom."""

    ref: str
    person_id: int
    side: Side
    insistence: Insistence

    def to_data(self) -> list[Any]:
        """Return it as the outbox keeps it."""
        return [self.ref, self.person_id, self.side, self.insistence]

    @classmethod
    def from_data(cls, data: list[Any]) -> AskedInvitation:
        """Read what `to_data` wrote."""
        ref, person_id, side, insistence = data
        return cls(ref, person_id, Side(side), Insistence(insistence))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a mail, and who it comes from, as a mail's header names them."""

    address: str
    locale: str
    sender: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar with its method (RFC 5546), for a mail to carry."""

    method: str
    body: bytes


def wire_invitations(app: Flask, make: Callable[[AskedInvitation, Reader], Invitation | None]) -> None:
    """Give the application what makes invitations; called once, by the factory."""
    app.extensions[_EXTENSION] = make


def invitation_for(asked: AskedInvitation, reader: Reader) -> Invitation | None:
    """Return what is right at this moment, or None where the reader does not want it."""
    make = cast("Callable[[AskedInvitation, Reader], Invitation | None]", current_app.extensions[_EXTENSION])
    return make(asked, reader)
