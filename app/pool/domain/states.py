"""The state machines of the pool, as tables (domain.md, "States")."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class InstrumentState(StrEnum):
    """Who can see and book an instrument: only a published one is in the catalogue."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class InstrumentAction(StrEnum):
    """What a keeper does with an instrument."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RETIRE = "retire"


class ServiceState(StrEnum):
    """Who can see and order a service: only a published one is in the list."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class ServiceAction(StrEnum):
    """What a provider does with a service."""

    PUBLISH = "publish"
    RETIRE = "retire"


class MembershipState(StrEnum):
    """A region's place on one side of the pool."""

    ASKED = "asked"
    ADMITTED = "admitted"
    SUSPENDED = "suspended"
    LEFT = "left"


class MembershipAction(StrEnum):
    """What the operator, or the region itself, does with a membership."""

    ASK = "ask"
    ADMIT = "admit"
    SUSPEND = "suspend"
    LEAVE = "leave"


class RecognitionState(StrEnum):
    """One region's decision to accept another's accreditations."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class RecognitionAction(StrEnum):
    """What an officer of the demand region does with a recognition."""

    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class AccreditationState(StrEnum):
    """A home region's decision that a provider may serve the pool."""

    DECLARED = "declared"
    CHECKED = "checked"
    NOTICED = "noticed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    STRUCK_OFF = "struck_off"


class AccreditationAction(StrEnum):
    """What an officer of the home region does with an accreditation."""

    CHECK = "check"
    NOTICE = "notice"
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    STRIKE_OFF = "strike_off"


INSTRUMENT: Mapping[tuple[InstrumentState, InstrumentAction], InstrumentState] = {
    (InstrumentState.DRAFT, InstrumentAction.PUBLISH): InstrumentState.PUBLISHED,
    (InstrumentState.PUBLISHED, InstrumentAction.WITHDRAW): InstrumentState.DRAFT,
    (InstrumentState.DRAFT, InstrumentAction.RETIRE): InstrumentState.RETIRED,
    (InstrumentState.PUBLISHED, InstrumentAction.RETIRE): InstrumentState.RETIRED,
}

SERVICE: Mapping[tuple[ServiceState, ServiceAction], ServiceState] = {
    (ServiceState.DRAFT, ServiceAction.PUBLISH): ServiceState.PUBLISHED,
    (ServiceState.DRAFT, ServiceAction.RETIRE): ServiceState.RETIRED,
    (ServiceState.PUBLISHED, ServiceAction.RETIRE): ServiceState.RETIRED,
}

MEMBERSHIP: Mapping[tuple[MembershipState, MembershipAction], MembershipState] = {
    (MembershipState.ASKED, MembershipAction.ADMIT): MembershipState.ADMITTED,
    (MembershipState.ADMITTED, MembershipAction.SUSPEND): MembershipState.SUSPENDED,
    (MembershipState.SUSPENDED, MembershipAction.ADMIT): MembershipState.ADMITTED,
    (MembershipState.ASKED, MembershipAction.LEAVE): MembershipState.LEFT,
    (MembershipState.ADMITTED, MembershipAction.LEAVE): MembershipState.LEFT,
    (MembershipState.SUSPENDED, MembershipAction.LEAVE): MembershipState.LEFT,
    (MembershipState.LEFT, MembershipAction.ASK): MembershipState.ASKED,
    # An end that lies ahead may be brought forward.
    (MembershipState.SUSPENDED, MembershipAction.SUSPEND): MembershipState.SUSPENDED,
    (MembershipState.LEFT, MembershipAction.SUSPEND): MembershipState.LEFT,
    (MembershipState.LEFT, MembershipAction.LEAVE): MembershipState.LEFT,
}

RECOGNITION: Mapping[tuple[RecognitionState, RecognitionAction], RecognitionState] = {
    (RecognitionState.PROPOSED, RecognitionAction.ACCEPT): RecognitionState.ACTIVE,
    (RecognitionState.PROPOSED, RecognitionAction.WITHDRAW): RecognitionState.WITHDRAWN,
    (RecognitionState.ACTIVE, RecognitionAction.WITHDRAW): RecognitionState.WITHDRAWN,
}

ACCREDITATION: Mapping[tuple[AccreditationState, AccreditationAction], AccreditationState] = {
    (AccreditationState.DECLARED, AccreditationAction.CHECK): AccreditationState.CHECKED,
    (AccreditationState.CHECKED, AccreditationAction.NOTICE): AccreditationState.NOTICED,
    (AccreditationState.NOTICED, AccreditationAction.ACTIVATE): AccreditationState.ACTIVE,
    (AccreditationState.ACTIVE, AccreditationAction.SUSPEND): AccreditationState.SUSPENDED,
    (AccreditationState.SUSPENDED, AccreditationAction.ACTIVATE): AccreditationState.ACTIVE,
    (AccreditationState.DECLARED, AccreditationAction.STRIKE_OFF): AccreditationState.STRUCK_OFF,
    (AccreditationState.CHECKED, AccreditationAction.STRIKE_OFF): AccreditationState.STRUCK_OFF,
    (AccreditationState.NOTICED, AccreditationAction.STRIKE_OFF): AccreditationState.STRUCK_OFF,
    (AccreditationState.ACTIVE, AccreditationAction.STRIKE_OFF): AccreditationState.STRUCK_OFF,
    (AccreditationState.SUSPENDED, AccreditationAction.STRIKE_OFF): AccreditationState.STRUCK_OFF,
}
