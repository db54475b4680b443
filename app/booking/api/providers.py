"""One provider over the API: what its page shows, in figures."""

from __future__ import annotations

from app.accounts.access import public
from app.booking.api.blueprint import api
from app.booking.present.provider import ProviderPage, provider_page
from app.infra import clock
from app.infra.api import Answer, reads
from app.pool.schemas import AccreditationAnswer, ProviderAnswer, RecognitionAnswer


class OpennessAnswer(Answer):
    """How open it is; each figure as the provider's page defines it.

    `answer_minutes` is the median of its keepers' answers to requests, null where there are too few.
    """

    instruments: int
    services: int
    bookable: int
    confirmed_at_once: int
    hours_a_week: int
    requests_asked: int
    requests_answered: int
    answer_minutes: int | None

    @classmethod
    def of(cls, page: ProviderPage) -> OpennessAnswer:
        """Return the figures as they are answered."""
        figures, answers = page.openness, page.answers
        return cls(
            instruments=figures.instruments,
            services=figures.services,
            bookable=figures.bookable,
            confirmed_at_once=figures.at_once,
            hours_a_week=figures.hours,
            requests_asked=answers.asked,
            requests_answered=answers.answered,
            answer_minutes=answers.median_minutes,
        )


class ProviderDetail(ProviderAnswer):
    """A provider with the accreditations and recognitions that hold today, and how open it is."""

    accreditations: list[AccreditationAnswer]
    recognitions: list[RecognitionAnswer]
    figures: OpennessAnswer


@api.get("/providers/<code>")
@public
@reads(answer=ProviderDetail)
def show_provider(code: str) -> ProviderDetail:
    """One provider, by its code."""
    page = provider_page(code, clock.now())
    return ProviderDetail(
        **ProviderDetail.values_of(page.provider),
        accreditations=[AccreditationAnswer.of(card) for card in page.accreditations],
        recognitions=[RecognitionAnswer.of(each.recognition) for each in page.recognisers],
        figures=OpennessAnswer.of(page),
    )
