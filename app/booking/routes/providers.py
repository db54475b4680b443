"""Providers: the public list, and one provider with all it opens to the pool."""

from flask import render_template, request

from app.accounts.access import find_actor, public
from app.booking.forms.providers import ProviderSearchForm
from app.booking.present.linked_data import provider_data
from app.booking.present.provider import provider_page
from app.booking.present.providers import providers_page
from app.booking.routes.blueprint import pages
from app.infra import clock


@pages.get("/providers")
@public
def providers() -> str:
    """Show what matches the address; htmx gets the results alone."""
    form = ProviderSearchForm()
    page = providers_page(form.wanted(), request.args.get("cursor"), find_actor(), clock.now())
    template = "_results.html" if request.headers.get("HX-Request") else "providers.html"
    return render_template(f"booking/providers/{template}", form=form, page=page)


@pages.get("/providers/<code>")
@public
def provider(code: str) -> str:
    """Show the provider, what it opens and how open it is."""
    page = provider_page(code, clock.now())
    return render_template(
        "booking/providers/provider.html", page=page, linked_data=provider_data(page.provider)
    )
