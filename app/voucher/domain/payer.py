"""Who pays for a voucher: the issuing region, or the host, netted between regions."""

from __future__ import annotations

from enum import StrEnum


class PayerRule(StrEnum):
    """Which region's treasury sends the money."""

    ISSUER_DIRECT = "issuer_direct"
    HOST_CLEARING = "host_clearing"

    def payer(self, issuer: str, host: str) -> str:
        """Return the paying region; under HOST_CLEARING the provider's pays and the regions clear net."""
        return host if self is PayerRule.HOST_CLEARING else issuer
