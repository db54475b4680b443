"""What an answer costs the database depends neither on the size of the pool nor on what one has in it."""

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.permissions import GRANTED, Audience, Permission, is_public
from app.accounts.domain.roles import Role
from app.accounts.queries import find_person_by_email, home_organisation
from tests.support.application import application, dispose
from tests.support.booking_pool import at
from tests.support.crowd import Crowd, Size, build_crowd
from tests.support.statements import counted
from tests.support.templates import MIGRATED

SMALL = Size(instruments=20, bookings=40, own=4)
LARGE = Size(instruments=int(os.environ.get("ONEPOOL_POOL_INSTRUMENTS", "2000")), bookings=2000, own=12)
MOST_STATEMENTS = 15
# One person of each role, by name.
WHO: Mapping[Role, str] = {
    Role.RESEARCHER: "researcher",
    Role.ENTERPRISE_MANAGER: "manager",
    Role.KEEPER: "keeper",
    Role.PROVIDER_MANAGER: "provider",
    Role.OFFICER: "officer",
    Role.OPERATOR: "operator",
}
# What is seen by those alone whose it is, though others have the permission.
BELONGS_TO: Mapping[str, list[Role | None]] = {
    "booking.check": [Role.RESEARCHER],
    "voucher.claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.claim_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.case": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_case": [Role.PROVIDER_MANAGER, Role.OFFICER],
}


class Visit(NamedTuple):
    """An answer asked for: which of its endpoint's addresses, and by whom (None: a visitor)."""

    endpoint: str
    number: int
    role: Role | None


def addresses(crowd: Crowd) -> dict[str, list[str]]:
    """Return, by endpoint, the addresses to ask for: at least one of every route that answers GET."""
    instrument, claim = f"/instruments/{crowd.instrument_id}", f"/claims/{crowd.papers.claim}"
    papers, programme = crowd.papers, f"/programmes/{crowd.programme}"
    payout, case = f"/payouts/{papers.payout}", f"/cases/{papers.case}"
    receivable = f"/receivables/{papers.receivable}"
    orders, service = crowd.orders, f"/services/{crowd.orders.service_id}"
    enterprise = f"/enterprises/{crowd.pool.manager.organisation.id}"
    application = f"/api/v1/grant-applications/{crowd.application}"
    free, taken = _span(60, "09:00", "12:00"), _span(3, "10:00", "12:00")
    week = urlencode({"from": at(1, "00:00").isoformat(), "to": at(9, "00:00").isoformat()})
    return {
        "portal.home": ["/"],
        "portal.help_page": ["/help"],
        "portal.style_guide": ["/style-guide"],
        "accounts.account": ["/account"],
        "accounts.sign_in": ["/sign-in"],
        "accounts.forgotten": ["/forgotten"],
        "accounts.link_sent": ["/forgotten/sent"],
        "accounts.reset": [crowd.reset],
        "accounts.choose_language": ["/language/en"],
        "booking.catalogue": [
            "/instruments",
            "/instruments?q=microscope",
            "/instruments?region=320000&max_hourly=900&category=01",
            f"/instruments?from_on={at(3, '09:00').date()}&minutes=120",
        ],
        "booking.instrument": [instrument, f"{instrument}?{free}", f"{instrument}?{taken}"],
        "booking.price": [f"{instrument}/price?{free}", f"{instrument}/price?{taken}"],
        "booking.check": [f"/quotes/{crowd.quote}"],
        "booking.my_bookings": ["/bookings", "/bookings?shelf=waiting", "/bookings?shelf=past"],
        "booking.booking": [f"/bookings/{crowd.requested}", f"/bookings/{crowd.settled}"],
        "booking.calendar_file": [f"/bookings/{crowd.requested}.ics", f"/bookings/{crowd.settled}.ics"],
        "booking.desk": ["/desk"],
        "booking.draft": ["/desk/instruments/new"],
        "booking.publishing": [f"/desk{instrument}"],
        "booking.services": ["/services", "/services?q=tensile&kind=testing&region=320000"],
        "booking.service": [service, f"{service}?quantity=5"],
        "booking.service_price": [f"{service}/price?quantity=5"],
        "booking.order_service": [f"{service}/order?quantity=5"],
        "booking.my_orders": [
            "/service-orders", "/service-orders?shelf=waiting", "/service-orders?shelf=past",
        ],
        "booking.order": [orders.requested, orders.quoted, orders.settled],
        "booking.order_file": [f"{orders.settled}/documents/{orders.document}"],
        "booking.service_desk": ["/desk/services"],
        "booking.draft_service": ["/desk/services/new"],
        "booking.edit_service": [f"/desk{service}"],
        "voucher.my_vouchers": ["/vouchers"],
        "voucher.voucher_page": [f"/vouchers/{crowd.voucher}"],
        "voucher.programmes": ["/programmes"],
        "voucher.claims": ["/claims", "/claims?shelf=all"],
        "voucher.claim": [claim],
        "voucher.evidence": [f"{claim}/evidence/{crowd.papers.evidence}"],
        "voucher.payouts": ["/payouts"],
        "voucher.payout": [payout],
        "voucher.claim_pack": [f"{claim}/pack.pdf", f"{claim}/pack.zip"],
        "voucher.export_payout": [f"{payout}/export.csv", f"{payout}/export.xlsx"],
        "voucher.bank_answer": [f"{payout}/bank-answer"],
        "voucher.cases": ["/cases"],
        "voucher.case": [case],
        "voucher.notices": ["/notices"],
        "voucher.clearing": ["/clearing"],
        "voucher.clearing_statement": ["/clearing/310118"],
        "voucher.export_clearing_statement": [
            "/clearing/310118/statement.csv", "/clearing/310118/statement.xlsx",
        ],
        "voucher.new_programme": ["/programmes/new"],
        "voucher.programme": [programme],
        "voucher.policy_editor": [f"{programme}/policy"],
        "voucher.policy_version": [f"{programme}/policies/1"],
        "booking.receivables": ["/receivables"],
        "booking.receivable": [receivable],
        "booking.receipt": [f"/payments/{papers.payment}/receipt"],
        "booking.invoice_document": [f"/invoices/{papers.invoice}/document"],
        "pool.memberships": ["/pool/memberships"],
        "pool.membership": [f"/pool/memberships/{crowd.membership}"],
        "pool.ask": ["/pool/memberships/ask"],
        "pool.list_recognitions": ["/pool/recognitions"],
        "pool.recognition": [f"/pool/recognitions/{crowd.recognition}"],
        "pool.propose": ["/pool/recognitions/propose"],
        "pool.list_accreditations": ["/pool/accreditations"],
        "pool.accreditation": [f"/pool/accreditations/{crowd.accreditation}"],
        "pool.declare": ["/pool/accreditations/declare"],
        "pool.matrix": ["/pool/recognised"],
        "operations.audit": ["/operations/audit", f"/operations/audit?kind=voucher&ref={crowd.voucher}"],
        "voucher.voucher_export": [f"/vouchers/{crowd.voucher}/export"],
        "voucher_api.export_voucher": [f"/api/v1/vouchers/{crowd.voucher}/export"],
        "accounts.record": ["/enterprise"],
        "accounts.declared_ties": ["/ties"],
        "accounts.region_enterprises": ["/enterprises", "/enterprises?shelf=all"],
        "accounts.enterprise": [enterprise],
        "accounts.enterprise_document": [f"{enterprise}/documents/{crowd.certificate}"],
        "accounts_api.list_enterprises": ["/api/v1/enterprises", "/api/v1/enterprises?registration=verified"],
        "accounts_api.show_enterprise": [f"/api/v1{enterprise}"],
        "accounts_api.list_documents": [f"/api/v1{enterprise}/documents"],
        "accounts_api.show_document": [f"/api/v1{enterprise}/documents/{crowd.certificate}"],
        "accounts_api.list_ties_of_enterprise": [f"/api/v1{enterprise}/ties"],
        "accounts_api.list_ties": ["/api/v1/ties"],
        "voucher.my_applications": ["/applications"],
        "voucher.new_application": ["/applications/new"],
        "voucher.application_queue": ["/applications/queue"],
        "voucher.application": [f"/applications/{crowd.application_ref}"],
        "voucher.application_document": [
            f"/applications/{crowd.application_ref}/documents/{crowd.application_document}"
        ],
        "voucher_api.list_applications": ["/api/v1/grant-applications"],
        "voucher_api.show_application": [application],
        "voucher_api.list_documents": [f"{application}/documents"],
        "voucher_api.show_document": [f"{application}/documents/{crowd.application_document}"],
        "operations.jobs": ["/operations/jobs"],
        "calendar.feeds": ["/calendar/subscriptions"],
        "calendar_feeds.personal_feed": [crowd.feed],
        "calendar_feeds.public_busy": [f"/calendar{instrument}/busy.ics"],
        "calendar_feeds.public_freebusy": [f"/calendar{instrument}/freebusy.ifb"],
        "health.healthz": ["/healthz"],
        "health.readyz": ["/readyz"],
        "health.metrics": ["/metrics"],
        "api_docs.page": ["/api/docs"],
        "api_docs.document": ["/api/openapi.json"],
        "portal_api.stats": ["/api/v1/stats"],
        "pool_api.list_regions": ["/api/v1/regions"],
        "pool_api.list_providers": ["/api/v1/providers"],
        "pool_api.list_recognitions": ["/api/v1/recognitions"],
        "pool_api.list_accreditations": ["/api/v1/accreditations"],
        "booking_api.list_instruments": ["/api/v1/instruments", "/api/v1/instruments?q=microscope&limit=200"],
        "booking_api.show_instrument": [f"/api/v1{instrument}"],
        "booking_api.show_availability": [f"/api/v1{instrument}/availability?{week}"],
        "booking_api.list_free_slots": [f"/api/v1/free-slots?minutes=120&limit=50&{week}"],
        "booking_api.list_bookings": ["/api/v1/bookings", "/api/v1/bookings?state=settled&limit=200"],
        "booking_api.show_booking": [f"/api/v1/bookings/{crowd.settled}"],
        "booking_api.show_settlement": [f"/api/v1/bookings/{crowd.settled}/settlement"],
        "booking_api.list_services": ["/api/v1/services", "/api/v1/services?q=tensile&limit=200"],
        "booking_api.show_service": [f"/api/v1{service}"],
        "booking_api.list_orders": ["/api/v1/service-orders", "/api/v1/service-orders?state=settled"],
        "booking_api.show_order": [f"/api/v1{orders.quoted}"],
        "booking_api.show_order_settlement": [f"/api/v1{orders.settled}/settlement"],
        "booking_api.list_order_documents": [f"/api/v1{orders.settled}/documents"],
        "booking_api.show_order_document": [f"/api/v1{orders.settled}/documents/{orders.document}"],
        "voucher_api.list_programmes": ["/api/v1/programmes"],
        "voucher_api.list_vouchers": ["/api/v1/vouchers"],
        "voucher_api.show_voucher": [f"/api/v1/vouchers/{crowd.voucher}"],
        "voucher_api.show_ledger": [f"/api/v1/vouchers/{crowd.voucher}/ledger"],
        "voucher_api.list_claims": ["/api/v1/claims"],
        "voucher_api.list_claimable": ["/api/v1/claims/claimable"],
        "voucher_api.show_claim": [f"/api/v1{claim}"],
        "voucher_api.show_evidence": [f"/api/v1{claim}/evidence/{crowd.papers.evidence}"],
        "voucher_api.list_payouts": ["/api/v1/payouts"],
        "voucher_api.show_payout": [f"/api/v1{payout}"],
        "voucher_api.show_pack": [f"/api/v1{claim}/pack.pdf"],
        "voucher_api.export_payout": [f"/api/v1{payout}/export.csv"],
        "voucher_api.list_cases": ["/api/v1/cases"],
        "voucher_api.show_case": [f"/api/v1{case}"],
        "voucher_api.list_notices": ["/api/v1/notices"],
        "voucher_api.show_clearing": [f"/api/v1/clearing?month={at(0, '12:00'):%Y-%m}"],
        "voucher_api.show_statement": [f"/api/v1/clearing/310118?month={at(0, '12:00'):%Y-%m}"],
        "voucher_api.show_programme": [f"/api/v1{programme}"],
        "voucher_api.show_accounts": [f"/api/v1{programme}/accounts"],
        "voucher_api.list_policies": [f"/api/v1{programme}/policies"],
        "booking_api.list_receivables": ["/api/v1/receivables"],
        "booking_api.show_receivable": [f"/api/v1{receivable}"],
        "booking_api.show_receipt": [f"/api/v1/payments/{papers.payment}/receipt"],
        "booking_api.show_invoice": [f"/api/v1/invoices/{papers.invoice}/document"],
        "pool_api.list_memberships": ["/api/v1/memberships"],
        "calendar_api.list_feeds": ["/api/v1/feeds"],
    }  # fmt: skip


def _span(days: int, start: str, end: str) -> str:
    """Return a span as the address of an instrument's page holds it."""
    return f"starts_at={at(days, start):%Y-%m-%dT%H:%M}&ends_at={at(days, end):%Y-%m-%dT%H:%M}"


@pytest.fixture
def costs(databases, tmp_path):
    """Measure a pool of a size of its own: `costs(SMALL)` is the statements of each visit."""

    def measure(size: Size) -> dict[Visit, list[str]]:
        url = databases.copy_of(MIGRATED, tmp_path)
        app = application(url, tmp_path)
        try:
            return dict(_visits(app, build_crowd(app, size)))
        finally:
            dispose(app)
            databases.drop(url)

    return measure


def _visits(app: Flask, crowd: Crowd) -> Iterator[tuple[Visit, list[str]]]:
    browsers = {None: app.test_client()} | {role: _signed_in(app, name) for role, name in WHO.items()}
    for endpoint, asked in addresses(crowd).items():
        who = _who_may(app, endpoint)
        for number, address in enumerate(asked):
            browsers[who[0]].get(address)  # what a process learns once is not the page's cost
            for role in who:
                with counted(app) as statements:
                    answer = browsers[role].get(address)
                assert answer.status_code < 400, f"{address} by {role}: {answer.status}"
                yield Visit(endpoint, number, role), statements


def _signed_in(app: Flask, name: str) -> FlaskClient:
    with app.app_context():
        person = find_person_by_email(f"{name}@test.example")
        home = home_organisation(person.id)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session.update(person_id=person.id, organisation_id=home.id, epoch=0)
    return browser


def _who_may(app: Flask, endpoint: str) -> list[Role | None]:
    permission: Permission = app.view_functions[endpoint].permission
    granted = GRANTED[permission]
    if endpoint in BELONGS_TO:
        return BELONGS_TO[endpoint]
    roles = list(Role) if isinstance(granted, Audience) else sorted(granted)
    return [None, *roles] if is_public(permission) else [*roles]


def test_every_page_costs_few_statements_and_no_more_in_a_large_pool(costs, app):
    small, large = costs(SMALL), costs(LARGE)

    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - {"static"}
    assert {visit.endpoint for visit in small} == routes
    grown = {
        visit: (len(small[visit]), len(large[visit]))
        for visit in small
        if len(small[visit]) != len(large[visit])
    }
    dear = {
        visit: len(statements) for visit, statements in large.items() if len(statements) > MOST_STATEMENTS
    }
    assert not grown
    assert not dear
