"""Who recognises whom: for everybody."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import public
from app.infra import clock
from app.pool.domain.days import pool_day
from app.pool.present.matrix import matrix_on
from app.pool.routes.blueprint import pages


@pages.get("/recognised")
@public
def matrix() -> str:
    """Show today's recognitions as a matrix, and each with its days below."""
    return render_template("pool/matrix.html", matrix=matrix_on(pool_day(clock.now())))
