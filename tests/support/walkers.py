"""Who walks through the pool of crowd.py: one person of each role, and whom a route lets in."""

from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.permissions import GRANTED, Audience, Permission, is_public
from app.accounts.domain.roles import Role
from app.accounts.queries import find_person_by_email, home_organisation

# One person of each role, by name.
WHO: Mapping[Role, str] = {
    Role.RESEARCHER: "researcher",
    Role.ENTERPRISE_MANAGER: "manager",
    Role.KEEPER: "keeper",
    Role.PROVIDER_MANAGER: "provider",
    Role.OFFICER: "officer",
    Role.OPERATOR: "operator",
}
# Everybody whom a route may meet; None is a visitor.
WALKERS: tuple[Role | None, ...] = (None, *Role)
# What is seen by those alone whose it is, though others have the permission.
BELONGS_TO: Mapping[str, list[Role | None]] = {
    "booking.check": [Role.RESEARCHER],
    "hubs.own_entry": [Role.KEEPER, Role.PROVIDER_MANAGER],
    "webhooks.hook": [Role.ENTERPRISE_MANAGER],
    "webhooks.change_hook": [Role.ENTERPRISE_MANAGER],
    "webhooks_api.show_webhook": [Role.ENTERPRISE_MANAGER],
    "webhooks_api.list_deliveries": [Role.ENTERPRISE_MANAGER],
    "voucher.claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_claim": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_evidence": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.claim_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_claim_pack": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher.case": [Role.PROVIDER_MANAGER, Role.OFFICER],
    "voucher_api.show_case": [Role.PROVIDER_MANAGER, Role.OFFICER],
}


def browser_of(app: Flask, role: Role | None) -> FlaskClient:
    """Return a new browser in which the person of the role is signed in."""
    browser = app.test_client()
    if role is None:
        return browser
    with app.app_context():
        person = find_person_by_email(f"{WHO[role]}@test.example")
        home = home_organisation(person.id)
    with browser.session_transaction() as session:
        session.update(person_id=person.id, organisation_id=home.id, epoch=0)
    return browser


def has_permission(app: Flask, endpoint: str, role: Role | None) -> bool:
    """Tell whether the route lets the role in, by the permission that it declares."""
    permission: Permission = app.view_functions[endpoint].permission
    granted = GRANTED[permission]
    if role is None:
        return is_public(permission)
    return isinstance(granted, Audience) or role in granted


def who_sees(app: Flask, endpoint: str) -> list[Role | None]:
    """Return to whom the route shows what crowd_addresses.py asks it for."""
    return BELONGS_TO.get(endpoint) or [role for role in WALKERS if has_permission(app, endpoint, role)]
