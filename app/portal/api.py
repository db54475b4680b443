"""The home counters for other programs."""

from app.accounts.access import public
from app.infra.api import Answer, ApiBlueprint, MoneyBody, reads
from app.portal import queries

api = ApiBlueprint("portal_api", __name__)


class StatsAnswer(Answer):
    """The four counters of the home page."""

    services: int
    instruments: int
    providers: int
    order_amount: MoneyBody


@api.get("/stats")
@public
@reads(answer=StatsAnswer)
def show_stats() -> StatsAnswer:
    """Count services, instruments and providers, and the money of all standing and settled orders."""
    counted = queries.counters()
    return StatsAnswer(
        services=counted.services,
        instruments=counted.instruments,
        providers=counted.providers,
        order_amount=MoneyBody.of(counted.order_amount),
    )
