"""Which help belongs to which page: endpoint → slug of an article that comes with OnePool."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_SLUG: Mapping[str, str] = {
    "what-onepool-is": "portal.home portal.style_guide",
    "your-account": (
        "accounts.account accounts.sign_in accounts.forgotten accounts.link_sent accounts.reset "
        "content.guide accounts.sign_up accounts.sign_up_sent accounts.finish_sign_up accounts.invitation "
        "accounts.list_members accounts.notifications accounts.notification_settings accounts.removal "
        "webhooks.hooks webhooks.new_hook webhooks.hook"
    ),
    "find-partners": (
        "hubs.index hubs.hub hubs.entries hubs.entry hubs.instruments hubs.providers hubs.needs hubs.need "
        "hubs.mine hubs.own_needs hubs.new_entry hubs.own_entry hubs.new_need hubs.letters hubs.need_thread "
        "hubs.entry_thread hubs.queue hubs.review"
    ),
    "book-an-instrument": (
        "booking.catalogue booking.instrument booking.check booking.compare booking.providers "
        "booking.provider"
    ),
    "states-of-a-booking": "booking.my_bookings booking.booking",
    "order-a-service": (
        "booking.services booking.service booking.order_service booking.my_orders booking.order"
    ),
    "bookings-in-your-calendar": "calendar.feeds",
    "how-a-voucher-works": "voucher.my_vouchers voucher.voucher_page",
    "apply-for-a-voucher": (
        "voucher.my_applications voucher.new_application voucher.application accounts.record"
    ),
    "claim-voucher-money": "voucher.claims voucher.claim voucher.notices",
    "pay-your-own-share": "booking.receivables booking.receivable booking.bank_account",
    "publish-an-instrument": (
        "booking.draft booking.publishing booking.service_desk booking.draft_service booking.edit_service "
        "booking.load_instruments booking.loading_of booking.move_in booking.moving_of"
    ),
    "the-keepers-day": "booking.desk",
    "get-paid": "accounts.declared_ties",
    "year-of-a-programme": (
        "voucher.programmes voucher.programme voucher.new_programme "
        "voucher.begin_programme voucher.policy_editor "
        "voucher.policy_version voucher.application_queue accounts.region_enterprises accounts.enterprise"
    ),
    "review-claims-and-pay-out": (
        "voucher.payouts voucher.payout voucher.bank_answer voucher.cases voucher.case voucher.clearing "
        "voucher.clearing_statement"
    ),
    "recognition-and-accreditation": (
        "pool.matrix pool.memberships pool.membership pool.ask pool.list_recognitions pool.recognition "
        "pool.propose pool.list_accreditations pool.accreditation pool.declare "
        "pool.own_accreditation pool.found pool.found_organisation"
    ),
    "run-the-pool": (
        "operations.jobs operations.job operations.audit operations.health operations.outbox operations.mail "
        "operations.people operations.person operations.removal operations.organisations "
        "operations.organisation operations.regions operations.region operations.taxonomies "
        "operations.terms_of operations.term operations.synonyms operations.synonym_group"
    ),
    "write-news-and-help": (
        "content.desk content.new_article content.edit_article content.banners content.featured"
    ),
}
TIED: Mapping[str, str] = {
    endpoint: slug for slug, endpoints in _BY_SLUG.items() for endpoint in endpoints.split()
}
