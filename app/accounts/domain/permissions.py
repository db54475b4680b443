"""Who may do what: the one table. A route names a Permission; nothing else decides about access by role."""

from collections.abc import Mapping
from enum import StrEnum

from app.accounts.domain.roles import Role


class Permission(StrEnum):
    """What a route can ask for."""

    BROWSE = "browse"
    LOCAL_ONLY = "local_only"
    ACCOUNT = "account"
    SEE_FEEDS = "see_feeds"
    MANAGE_MEMBERS = "manage_members"
    KEEP_WEBHOOKS = "keep_webhooks"
    BOOK = "book"
    SEE_BOOKINGS = "see_bookings"
    CANCEL_BOOKING = "cancel_booking"
    ACCEPT_USAGE = "accept_usage"
    KEEP = "keep"
    ORDER = "order"
    SEE_ORDERS = "see_orders"
    EXCHANGE = "exchange"
    SERVE = "serve"
    PUBLISH = "publish"
    SEE_VOUCHERS = "see_vouchers"
    SEE_CLAIMS = "see_claims"
    CLAIM = "claim"
    SEE_RECEIVABLES = "see_receivables"
    PAY_OWN_SHARE = "pay_own_share"
    ANSWER_PAYMENT = "answer_payment"
    APPLY_FOR_VOUCHERS = "apply_for_vouchers"
    SEE_APPLICATIONS = "see_applications"
    REVIEW_APPLICATIONS = "review_applications"
    KEEP_RECORD = "keep_record"
    SEE_RECORD = "see_record"
    VERIFY_ENTERPRISES = "verify_enterprises"
    SEE_TIES = "see_ties"
    DECLARE_TIES = "declare_ties"
    END_TIES = "end_ties"
    RUN_PROGRAMME = "run_programme"
    REVIEW_CLAIMS = "review_claims"
    PAY_OUT = "pay_out"
    RECOGNISE = "recognise"
    ACCREDIT = "accredit"
    ASK_ACCREDITATION = "ask_accreditation"
    GOVERN = "govern"
    ADMIT = "admit"
    WRITE_HUBS = "write_hubs"
    POST_NEEDS = "post_needs"
    MODERATE_HUBS = "moderate_hubs"
    OPERATE = "operate"
    WRITE_CONTENT = "write_content"


class Audience(StrEnum):
    """Those who need no role."""

    EVERYONE = "everyone"  # visitors too
    SIGNED_IN = "signed_in"


_CUSTOMER = frozenset({Role.RESEARCHER, Role.ENTERPRISE_MANAGER})
_ENTERPRISE_MANAGER = frozenset({Role.ENTERPRISE_MANAGER})
_PROVIDER = frozenset({Role.KEEPER, Role.PROVIDER_MANAGER})
_MANAGER = frozenset({Role.ENTERPRISE_MANAGER, Role.PROVIDER_MANAGER})
_PROVIDER_MANAGER = frozenset({Role.PROVIDER_MANAGER})
_OFFICER = frozenset({Role.OFFICER})
_OPERATOR = frozenset({Role.OPERATOR})

GRANTED: Mapping[Permission, Audience | frozenset[Role]] = {
    Permission.BROWSE: Audience.EVERYONE,
    # Everyone, but only while ONEPOOL_ENV is local: accounts.access answers 404 elsewhere.
    Permission.LOCAL_ONLY: Audience.EVERYONE,
    Permission.ACCOUNT: Audience.SIGNED_IN,
    Permission.SEE_FEEDS: Audience.SIGNED_IN,
    # Who belongs to the organisation, and as what.
    Permission.MANAGE_MEMBERS: _MANAGER,
    # Which programs of the organisation are told what changed.
    Permission.KEEP_WEBHOOKS: _MANAGER | _OFFICER,
    Permission.BOOK: _CUSTOMER,
    Permission.SEE_BOOKINGS: _CUSTOMER | _PROVIDER | _OPERATOR,
    Permission.CANCEL_BOOKING: _CUSTOMER | _PROVIDER,
    Permission.ACCEPT_USAGE: _CUSTOMER,
    # Confirm, decline, check in and out, sign usage, waive a fee.
    Permission.KEEP: _PROVIDER,
    # Ask for a service, accept a quotation and what was delivered, object, withdraw.
    Permission.ORDER: _CUSTOMER,
    Permission.SEE_ORDERS: _CUSTOMER | _PROVIDER | _OPERATOR,
    # What both sides of an order do: its files, cancelling.
    Permission.EXCHANGE: _CUSTOMER | _PROVIDER,
    # Quote, decline, start, deliver.
    Permission.SERVE: _PROVIDER,
    Permission.PUBLISH: _PROVIDER,
    Permission.SEE_VOUCHERS: _CUSTOMER | _OFFICER,
    # Money is asked for by those who answer for it: an enterprise's or a provider's manager.
    Permission.SEE_CLAIMS: _MANAGER | _OFFICER,
    Permission.CLAIM: _MANAGER,
    # The own share: the enterprise's manager pays it, the provider's says whether it came and invoices it.
    Permission.SEE_RECEIVABLES: _MANAGER,
    Permission.PAY_OWN_SHARE: frozenset({Role.ENTERPRISE_MANAGER}),
    Permission.ANSWER_PAYMENT: frozenset({Role.PROVIDER_MANAGER}),
    Permission.APPLY_FOR_VOUCHERS: _ENTERPRISE_MANAGER,
    Permission.SEE_APPLICATIONS: _CUSTOMER | _OFFICER,
    Permission.REVIEW_APPLICATIONS: _OFFICER,
    # An enterprise's own record: registrations, documents, ties.
    Permission.KEEP_RECORD: _ENTERPRISE_MANAGER,
    Permission.SEE_RECORD: _ENTERPRISE_MANAGER | _OFFICER,
    Permission.VERIFY_ENTERPRISES: _OFFICER,
    # A provider's; an enterprise has its ties in its record.
    Permission.SEE_TIES: _PROVIDER_MANAGER,
    Permission.DECLARE_TIES: _MANAGER,
    Permission.END_TIES: _MANAGER | _OFFICER,
    Permission.RUN_PROGRAMME: _OFFICER,
    Permission.REVIEW_CLAIMS: _OFFICER,
    Permission.PAY_OUT: _OFFICER,
    Permission.RECOGNISE: _OFFICER,
    Permission.ACCREDIT: _OFFICER | _OPERATOR,
    # A provider asks its own region.
    Permission.ASK_ACCREDITATION: _PROVIDER_MANAGER,
    # See the pool's own affairs with their history; ask to join, and leave.
    Permission.GOVERN: _OFFICER | _OPERATOR,
    # Admit a region, and suspend it.
    Permission.ADMIT: _OPERATOR,
    # Show one's own in a hub, answer needs, write to those who show theirs.
    Permission.WRITE_HUBS: _CUSTOMER | _PROVIDER,
    Permission.POST_NEEDS: _CUSTOMER,
    Permission.MODERATE_HUBS: _OPERATOR,
    Permission.OPERATE: _OPERATOR,
    # News, help, and announcements over every page.
    Permission.WRITE_CONTENT: _OPERATOR,
}


def is_public(permission: Permission) -> bool:
    """Tell whether visitors have the permission."""
    return GRANTED[permission] is Audience.EVERYONE


def grants(permission: Permission, roles: frozenset[Role]) -> bool:
    """Tell whether somebody signed in with these roles (perhaps none) has the permission."""
    granted = GRANTED[permission]
    return isinstance(granted, Audience) or bool(granted & roles)
