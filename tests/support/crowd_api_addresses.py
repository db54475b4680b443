"""One address, at least, of every route of the API that answers GET, in the crowd's pool."""

from urllib.parse import urlencode

from tests.support.booking_pool import at
from tests.support.crowd import Crowd


def api_addresses(crowd: Crowd) -> dict[str, list[str]]:
    """Return, by endpoint, the addresses to ask the API for."""
    instrument, claim = f"/instruments/{crowd.instrument_id}", f"/claims/{crowd.papers.claim}"
    papers, programme = crowd.papers, f"/programmes/{crowd.programme}"
    payout, case = f"/payouts/{papers.payout}", f"/cases/{papers.case}"
    receivable = f"/receivables/{papers.receivable}"
    orders, service = crowd.orders, f"/services/{crowd.orders.service_id}"
    enterprise = f"/enterprises/{crowd.pool.manager.organisation.id}"
    application = f"/api/v1/grant-applications/{crowd.application}"
    week = urlencode({"from": at(1, "00:00").isoformat(), "to": at(9, "00:00").isoformat()})
    return {
        "voucher_api.export_voucher": [f"/api/v1/vouchers/{crowd.voucher}/export"],
        "accounts_api.list_enterprises": ["/api/v1/enterprises", "/api/v1/enterprises?registration=verified"],
        "accounts_api.show_enterprise": [f"/api/v1{enterprise}"],
        "accounts_api.list_enterprise_documents": [f"/api/v1{enterprise}/documents"],
        "accounts_api.show_enterprise_document": [f"/api/v1{enterprise}/documents/{crowd.certificate}"],
        "accounts_api.list_enterprise_ties": [f"/api/v1{enterprise}/ties"],
        "accounts_api.list_ties": ["/api/v1/ties"],
        "voucher_api.list_applications": ["/api/v1/grant-applications"],
        "voucher_api.show_application": [application],
        "voucher_api.list_application_documents": [f"{application}/documents"],
        "voucher_api.show_application_document": [f"{application}/documents/{crowd.application_document}"],
        "portal_api.show_stats": ["/api/v1/stats"],
        "statistics_api.list_figures": ["/api/v1/statistics"],
        "statistics_api.show_figure": ["/api/v1/statistics/utilisation?by=field"],
        "pool_api.list_regions": ["/api/v1/regions"],
        "pool_api.list_providers": ["/api/v1/providers"],
        "pool_api.list_recognitions": ["/api/v1/recognitions"],
        "pool_api.list_accreditations": ["/api/v1/accreditations"],
        "booking_api.list_instruments": ["/api/v1/instruments", "/api/v1/instruments?q=microscope&limit=200"],
        "booking_api.show_instrument": [f"/api/v1{instrument}"],
        "booking_api.show_availability": [f"/api/v1{instrument}/availability?{week}"],
        "booking_api.list_outside_calendars": [f"/api/v1{instrument}/outside-calendars"],
        "booking_api.list_free_slots": [f"/api/v1/free-slots?minutes=120&limit=50&{week}"],
        "booking_api.list_bookings": ["/api/v1/bookings", "/api/v1/bookings?state=settled&limit=200"],
        "booking_api.show_booking": [f"/api/v1/bookings/{crowd.settled}"],
        "booking_api.show_booking_settlement": [f"/api/v1/bookings/{crowd.settled}/settlement"],
        "booking_api.list_services": ["/api/v1/services", "/api/v1/services?q=tensile&limit=200"],
        "booking_api.show_provider": ["/api/v1/providers/test-provider"],
        "booking_api.show_service": [f"/api/v1{service}"],
        "booking_api.list_orders": ["/api/v1/service-orders", "/api/v1/service-orders?state=settled"],
        "booking_api.show_order": [f"/api/v1{orders.quoted}"],
        "booking_api.show_order_settlement": [f"/api/v1{orders.settled}/settlement"],
        "booking_api.list_order_documents": [f"/api/v1{orders.settled}/documents"],
        "booking_api.show_order_document": [f"/api/v1{orders.settled}/documents/{orders.document}"],
        "voucher_api.list_programmes": ["/api/v1/programmes"],
        "voucher_api.list_vouchers": ["/api/v1/vouchers"],
        "voucher_api.show_voucher": [f"/api/v1/vouchers/{crowd.voucher}"],
        "voucher_api.show_voucher_ledger": [f"/api/v1/vouchers/{crowd.voucher}/ledger"],
        "voucher_api.list_claims": ["/api/v1/claims"],
        "voucher_api.list_claimable": ["/api/v1/claims/claimable"],
        "voucher_api.show_claim": [f"/api/v1{claim}"],
        "voucher_api.show_evidence": [f"/api/v1{claim}/evidence/{crowd.papers.evidence}"],
        "voucher_api.list_payouts": ["/api/v1/payouts"],
        "voucher_api.show_payout": [f"/api/v1{payout}"],
        "voucher_api.show_claim_pack": [f"/api/v1{claim}/pack.pdf"],
        "voucher_api.export_payout": [f"/api/v1{payout}/export.csv"],
        "voucher_api.list_cases": ["/api/v1/cases"],
        "voucher_api.show_case": [f"/api/v1{case}"],
        "voucher_api.list_notices": ["/api/v1/notices"],
        "voucher_api.show_clearing": [f"/api/v1/clearing?month={at(0, '12:00'):%Y-%m}"],
        "voucher_api.show_clearing_statement": [f"/api/v1/clearing/310118?month={at(0, '12:00'):%Y-%m}"],
        "voucher_api.show_programme": [f"/api/v1{programme}"],
        "voucher_api.show_programme_accounts": [f"/api/v1{programme}/accounts"],
        "voucher_api.list_policies": [f"/api/v1{programme}/policies"],
        "booking_api.list_receivables": ["/api/v1/receivables"],
        "booking_api.show_receivable": [f"/api/v1{receivable}"],
        "booking_api.show_payment_receipt": [f"/api/v1/payments/{papers.payment}/receipt"],
        "booking_api.show_invoice_document": [f"/api/v1/invoices/{papers.invoice}/document"],
        "pool_api.list_memberships": ["/api/v1/memberships"],
        "webhooks_api.list_webhooks": ["/api/v1/webhooks"],
        "webhooks_api.show_webhook": [f"/api/v1/webhooks/{crowd.webhook}"],
        "webhooks_api.list_deliveries": [f"/api/v1/webhooks/{crowd.webhook}/deliveries"],
        "calendar_api.list_feeds": ["/api/v1/feeds"],
    }  # fmt: skip
