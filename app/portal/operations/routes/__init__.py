"""The operator's desk: health, jobs, outbox, people, organisations, and the log of everything."""

from app.portal.operations.routes import (
    audit,
    health,
    jobs,
    organisations,
    outbox,
    people,
    personal_data,
    regions,
    synonyms,
    taxonomies,
)
from app.portal.operations.routes.blueprint import operations

__all__ = [
    "audit", "health", "jobs", "operations", "organisations", "outbox", "people", "personal_data",
    "regions", "synonyms", "taxonomies",
]  # fmt: skip
