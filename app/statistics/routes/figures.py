"""The dashboard, each figure's own page, and the page that other sites may frame."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.access import public
from app.infra.security import let_frame
from app.statistics.asking import PUBLIC
from app.statistics.domain import catalogue
from app.statistics.forms.choosing import ChoosingForm
from app.statistics.present.views import figure_view, overview_view
from app.statistics.reading import read
from app.statistics.routes.asked import question, report, today, viewer
from app.statistics.routes.blueprint import pages

#: What the dashboard shows at once; the other figures are a link away.
SHOWN = (catalogue.FLOWS, catalogue.PERIODS, catalogue.UTILISATION, catalogue.BURN, catalogue.ATTENDANCE)


@pages.get("")
@public
def overview() -> str:
    """Show the pool in a few figures: everybody's, or one's own region's, provider's, pool's."""
    by = viewer()
    asked = question(by)
    told = [figure for figure in catalogue.ALL if by.audience in figure.audiences]
    return render_template(
        "statistics/overview.html",
        viewer=by,
        question=asked,
        form=ChoosingForm(request.args, by, None, today()),
        views=[overview_view(read(figure, asked)) for figure in told if figure.name in SHOWN],
        others=[figure for figure in told if figure.name not in SHOWN],
    )


@pages.get("/<name>")
@public
def figure(name: str) -> str:
    """Show one figure in full, with its definition and downloads."""
    by = viewer()
    found = report(name, by)
    return render_template(
        "statistics/figure.html",
        viewer=by,
        question=found.question,
        form=ChoosingForm(request.args, by, found.figure, today()),
        view=figure_view(found),
    )


@pages.get("/<name>/embed")
@public
def embed(name: str) -> Response:
    """Show a figure as everybody is told it, for a frame in another site's page."""
    view = figure_view(report(name, PUBLIC))
    return let_frame(make_response(render_template("statistics/embed.html", view=view)))
