"""The words a policy chooses from."""

from enum import StrEnum


class FundingTier(StrEnum):
    """Who funds a programme."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"


class CapCounts(StrEnum):
    """Whom the yearly cap is counted for."""

    ENTERPRISE = "enterprise"
    CONTROL_GROUP = "control_group"


class Remainder(StrEnum):
    """Where goes what the final price left of a hold."""

    VOUCHER = "voucher"
    BUDGET = "budget"


class RelatedParty(StrEnum):
    """What happens when enterprise and provider are related."""

    REFUSE = "refuse"
    ALLOW = "allow"


class Bearer(StrEnum):
    """Who bears the voucher share when a claim in the mode redeem is rejected."""

    ENTERPRISE = "enterprise"
    PROVIDER = "provider"


class VoucherOrder(StrEnum):
    """Which of several vouchers pays first."""

    EARLIEST_USE_BY = "earliest_use_by"
    LARGEST = "largest"
    SMALLEST = "smallest"
