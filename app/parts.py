"""What the packages bring: pages, API, jobs in their order, checks, subjects of events, and ports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import app.accounts.jobs
import app.accounts.personal
import app.accounts.subjects
import app.accounts.verify
import app.booking.jobs
import app.booking.orders.verify
import app.booking.personal
import app.booking.present.finding
import app.booking.subjects
import app.booking.verify
import app.calendar.jobs
import app.calendar.personal
import app.calendar.subjects
import app.calendar.verify
import app.content.indexing
import app.content.personal
import app.content.routes.finding
import app.content.subjects
import app.hubs.indexing
import app.hubs.personal
import app.hubs.routes.finding
import app.hubs.subjects
import app.hubs.verify
import app.infra.documents.verify
import app.infra.events.verify
import app.infra.jobs
import app.infra.subjects
import app.pool.jobs
import app.pool.personal
import app.pool.reindexing
import app.pool.subjects
import app.pool.verify
import app.voucher.exporting.contents
import app.voucher.jobs
import app.voucher.personal
import app.voucher.subjects
import app.voucher.verify
import app.webhooks.jobs
import app.webhooks.personal
import app.webhooks.subjects
from app.accounts import ports as accounts
from app.accounts.api import api as accounts_api
from app.accounts.routes import pages as account_pages
from app.accounts.routes.notifications import stopping
from app.accounts.routes.resuming import resuming
from app.booking.api import api as booking_api
from app.booking.facts import is_admitted
from app.booking.feed_source import BookingFeedSource
from app.booking.inviting import Inviting
from app.booking.open_holds import open_holds
from app.booking.owing.bearing import owe_refused
from app.booking.present.places import region_name
from app.booking.routes import pages as booking_pages
from app.booking.routes.addresses import booking_address
from app.booking.telling_keepers import BookingKeepers
from app.calendar import ports as calendar
from app.calendar.api import api as calendar_api
from app.calendar.routes import feeds, subscriptions
from app.calendar.routes.unchanged import Unchanged
from app.content.routes import pages as content_pages
from app.demo.people import sign_in_names
from app.hubs.routes import pages as hub_pages
from app.infra.calendar_invitations import wire_invitations
from app.infra.events.subjects import wire_subjects
from app.infra.filters import name_regions
from app.infra.finding import wire_finders
from app.infra.scheduler.wired import wire_jobs
from app.pool import ports as pool
from app.pool.api import api as pool_api
from app.pool.routes import pages as pool_pages
from app.portal import context
from app.portal.api import api as portal_api
from app.portal.api_docs import api_docs
from app.portal.choices import choices
from app.portal.operations.routes import operations
from app.portal.routes import portal
from app.portal.routes_of_health import health
from app.statistics.api import api as statistics_api
from app.statistics.routes import pages as statistics_pages
from app.voucher import ports as voucher
from app.voucher.api import api as voucher_api
from app.voucher.routes import pages as voucher_pages
from app.webhooks.api import api as webhooks_api
from app.webhooks.routes import pages as webhook_pages

if TYPE_CHECKING:
    from flask import Flask

    from app.infra.config import Settings
    from app.infra.events.subjects import Subject
    from app.infra.finding import Finder
    from app.infra.reindexing import Indexed
    from app.infra.scheduler import Job
    from app.infra.verify import Check

PAGES = (
    portal,
    account_pages,
    booking_pages,
    voucher_pages,
    pool_pages,
    content_pages,
    hub_pages,
    subscriptions,
    feeds,
    statistics_pages,
    webhook_pages,
    operations,
    api_docs,
    choices,
    resuming,
    stopping,
    health,
)
# Pages whose forms need no token.
HARMLESS = (choices, resuming, stopping)
APIS = (
    portal_api,
    accounts_api,
    pool_api,
    calendar_api,
    voucher_api,
    booking_api,
    statistics_api,
    webhooks_api,
)

# In the order of a booking's life, so that one run after an outage drives most chains to their end;
# webhooks and mail come last, for they tell what the others did.
JOBS: tuple[Job[Any], ...] = (
    *app.booking.jobs.JOBS,
    *app.voucher.jobs.JOBS,
    *app.calendar.jobs.JOBS,
    *app.pool.jobs.JOBS,
    *app.accounts.jobs.JOBS,
    *app.webhooks.jobs.JOBS,
    *app.infra.jobs.JOBS,
)
CHECKS: tuple[Check, ...] = (
    *app.pool.verify.CHECKS,
    *app.calendar.verify.CHECKS,
    *app.voucher.verify.CHECKS,
    *app.booking.verify.CHECKS,
    *app.booking.orders.verify.CHECKS,
    *app.hubs.verify.CHECKS,
    *app.accounts.verify.CHECKS,
    *app.infra.documents.verify.CHECKS,
    *app.infra.events.verify.CHECKS,
)
# What a voucher's evidence is made of; a package that has more to show adds it here.
EVIDENCE: tuple[voucher.Contributor, ...] = (*app.voucher.exporting.contents.CONTRIBUTORS,)
# What the one search of every page looks through, in the order in which it shows what it found.
FINDERS: tuple[Finder, ...] = (
    *app.booking.present.finding.FINDERS,
    *app.hubs.routes.finding.FINDERS,
    *app.content.routes.finding.FINDERS,
)
# What the search finds, by kind.
INDEXED: tuple[Indexed, ...] = (
    *app.pool.reindexing.INDEXED,
    *app.content.indexing.INDEXED,
    *app.hubs.indexing.INDEXED,
)
# What the packages keep about a person, in the order in which it is handed over and forgotten.
PERSONAL_DATA: tuple[accounts.PersonalData, ...] = (
    app.accounts.personal.PERSONAL,
    app.calendar.personal.PERSONAL,
    app.pool.personal.PERSONAL,
    app.voucher.personal.PERSONAL,
    app.booking.personal.PERSONAL,
    app.content.personal.PERSONAL,
    app.hubs.personal.PERSONAL,
    app.webhooks.personal.PERSONAL,
)
SUBJECTS: tuple[Subject, ...] = (
    *app.booking.subjects.SUBJECTS,
    *app.voucher.subjects.SUBJECTS,
    *app.pool.subjects.SUBJECTS,
    *app.calendar.subjects.SUBJECTS,
    *app.accounts.subjects.SUBJECTS,
    *app.infra.subjects.SUBJECTS,
    *app.content.subjects.SUBJECTS,
    *app.hubs.subjects.SUBJECTS,
    *app.webhooks.subjects.SUBJECTS,
)


def wire(application: Flask, settings: Settings) -> None:
    """Give each package what it needs of the packages above it."""
    folder = str(settings.instance / "mail") if settings.is_local and not settings.smtp_url else None
    surroundings = accounts.Surroundings(settings.base_url, settings.is_local, sign_in_names, folder)
    accounts.wire(application, surroundings)
    accounts.wire_personal_data(application, PERSONAL_DATA)
    source = BookingFeedSource(settings.base_url)
    calendar.wire_feed_source(application, source)
    wire_invitations(application, Inviting(source).invitation)
    calendar.wire_keepers(application, BookingKeepers())
    voucher.wire_links(application, booking_address)
    voucher.wire_evidence(application, EVIDENCE)
    name_regions(application, region_name)
    voucher.wire_regions(application, context.region_names)
    pool.wire_open_holds(application, open_holds)
    wire_subjects(application, SUBJECTS)
    wire_finders(application, FINDERS)
    wire_jobs(application, JOBS)
    voucher.wire_districts(application, is_admitted)
    voucher.wire_refused(application, owe_refused)
    context.init(application)
    application.wsgi_app = Unchanged(application)  # type: ignore[method-assign]
