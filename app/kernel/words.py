"""Words that several packages share: the four kinds of service and the two ways a voucher pays."""

from enum import StrEnum


class RegionCode(str):
    """A GB/T 2260 code: itself for programs, the region's name for people."""

    __slots__ = ()


class ServiceKind(StrEnum):
    """技术研发 · 技术转移 · 检验检测 · 资源开放."""

    RESEARCH = "research"
    TRANSFER = "transfer"
    TESTING = "testing"
    RESOURCE = "resource"


class VoucherMode(StrEnum):
    """Who receives the voucher's money (domain.md)."""

    REIMBURSE = "reimburse"
    """通用: the enterprise pays the provider in full, and is paid back after review."""
    REDEEM = "redeem"
    """通兑: the enterprise pays its own share, and the provider claims the voucher share."""
