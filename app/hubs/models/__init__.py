"""Tables of the hubs. Private to this package."""

from app.hubs.models.entry import HubEntry, HubText, HubTextFacet
from app.hubs.models.hub import Hub, HubFacet
from app.hubs.models.need import HubMessage, HubNeed, HubNeedFacet

__all__ = ["Hub", "HubEntry", "HubFacet", "HubMessage", "HubNeed", "HubNeedFacet", "HubText", "HubTextFacet"]
