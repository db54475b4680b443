"""The pages of the pool's own affairs, and the public one: who recognises whom."""

from app.pool.routes import (
    accreditations,
    founding,
    matrix,
    memberships,
    own_accreditation,
    recognitions,
)
from app.pool.routes.blueprint import pages

__all__ = [
    "accreditations",
    "founding",
    "matrix",
    "memberships",
    "own_accreditation",
    "pages",
    "recognitions",
]
