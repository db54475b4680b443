"""Fields that several forms of the hubs share: the facets of the hub at hand, each with its box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.hubs.domain.hubs import Dimension
from app.infra.filters import problem_text
from app.infra.forms import CheckboxesField, Form, choices, lazy_gettext
from app.infra.names import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from app.hubs.domain.hubs import FacetCard, HubCard


class FacetsForm(Form):
    """A form with the facets of a hub."""

    areas = CheckboxesField("")
    technologies = CheckboxesField(lazy_gettext("Technology"))
    instruments = CheckboxesField(lazy_gettext("Instruments"))

    def offer(self, hub: HubCard) -> None:
        """Let the facets of a hub be chosen; its areas are called as it calls them."""
        self.areas.label.text = name_of(hub.areas)
        for dimension, field in self._boxes.items():
            field.choices = choices({facet.slug: name_of(facet) for facet in hub.facets_of(dimension)})

    def choose(self, facets: Iterable[FacetCard]) -> None:
        """Tick the boxes of some facets."""
        chosen = list(facets)
        for dimension, field in self._boxes.items():
            field.data = [facet.slug for facet in chosen if facet.dimension is dimension]

    @property
    def facets(self) -> tuple[str, ...]:
        """Return the slugs of what is ticked."""
        return tuple(slug for field in self._boxes.values() for slug in field.data or ())

    @property
    def _boxes(self) -> dict[Dimension, CheckboxesField]:
        return {
            Dimension.AREA: self.areas,
            Dimension.TECHNOLOGY: self.technologies,
            Dimension.INSTRUMENT: self.instruments,
        }

    def put_beside(self) -> None:
        """Put each problem of the domain that names a field of this form beside that field."""
        elsewhere = []
        for problem in self.problems:
            if problem.field is None or problem.field not in self:
                elsewhere.append(problem)
                continue
            field: Field = self[problem.field]
            field.errors = (*field.errors, problem_text(problem))
        self.problems = tuple(elsewhere)
