"""The two ways a voucher pays, who pays for it, and the four kinds of service (product.md)."""

from __future__ import annotations

from enum import StrEnum


class VoucherMode(StrEnum):
    """Who receives the voucher's money (domain.md)."""

    REIMBURSE = "reimburse"
    """通用: the enterprise pays the provider in full, and is paid back after review."""
    REDEEM = "redeem"
    """通兑: the enterprise pays its own share, and the provider claims the voucher share."""


class PayerRule(StrEnum):
    """Which region's treasury sends the money."""

    ISSUER_DIRECT = "issuer_direct"
    HOST_CLEARING = "host_clearing"

    def payer(self, issuer: str, host: str) -> str:
        """Return the paying region; under HOST_CLEARING the provider's pays and the regions clear net."""
        return host if self is PayerRule.HOST_CLEARING else issuer


class ServiceKind(StrEnum):
    """技术研发 · 技术转移 · 检验检测 · 资源开放."""

    RESEARCH = "research"
    TRANSFER = "transfer"
    TESTING = "testing"
    RESOURCE = "resource"
