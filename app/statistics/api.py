"""Figures for other programs."""

from __future__ import annotations

from app.accounts.access import find_actor, public
from app.infra import clock
from app.infra.api import ApiBlueprint, reads
from app.pool.domain.days import pool_day
from app.statistics.asking import PUBLIC, Asked, question_of, viewer_of
from app.statistics.domain import catalogue
from app.statistics.reading import figure_named, read
from app.statistics.schemas import FigureAnswer, FigureList, FigureQuery, ReportAnswer

api = ApiBlueprint("statistics_api", __name__)


@api.get("/statistics")
@public
@reads(answer=FigureList)
def list_figures() -> FigureList:
    """The figures that one is told, each with its definition."""
    audience = viewer_of(find_actor()).audience
    told = [figure for figure in catalogue.ALL if audience in figure.audiences]
    return FigureList(items=[FigureAnswer.of(figure.told_to(audience)) for figure in told])


@api.get("/statistics/<name>")
@public
@reads(query=FigureQuery, answer=ReportAnswer)
def show_figure(query: FigureQuery, name: str) -> ReportAnswer:
    """One figure, as everybody is told it or as one's own; also at `/statistics/{name}.json`."""
    viewer = PUBLIC if query.scope == PUBLIC.audience else viewer_of(find_actor())
    figure = figure_named(name, viewer.audience)
    asked = Asked.of(query.model_dump())
    return ReportAnswer.of_report(read(figure, question_of(asked, viewer, pool_day(clock.now()))))
