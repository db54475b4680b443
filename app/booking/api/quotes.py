"""Quotes over the API."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.parts import LineAnswer, ProblemAnswer, VoucherChoice, VoucherPartAnswer
from app.booking.customers import enterprise_of
from app.booking.domain.cards import QuoteState
from app.booking.domain.rules import span_of
from app.booking.domain.wishes import SlotWish
from app.booking.quoting import Quoted, quote, quote_and_hold
from app.infra import clock
from app.infra.api import Answer, Instant, MoneyBody, RowId, writes
from app.kernel.words import VoucherMode


class QuoteBody(VoucherChoice):
    """The slot to price. With `hold` it is kept for you as long as the quote is valid."""

    instrument_id: RowId
    starts_at: Instant
    ends_at: Instant
    lane: int | None = None
    hold: bool = False

    def wish(self) -> SlotWish:
        """Return what is asked for. Raises Invalid `ends_before_start`."""
        return SlotWish(
            self.instrument_id, span_of(self.starts_at, self.ends_at), self.lane, self.voucher_wish()
        )


class RateCardRef(Answer):
    """Which version of the rate card priced it."""

    id: int
    version: int


class QuoteAnswer(Answer):
    """A promised price; `problems` say why the voucher named does not pay, if it does not.

    `vouchers` say what each pays, where several do; `voucher` is the first of them.
    """

    id: str
    state: QuoteState
    instrument_id: int
    starts_at: Instant
    ends_at: Instant
    lines: list[LineAnswer]
    total: MoneyBody
    voucher_share: MoneyBody
    own_share: MoneyBody
    net_cost: MoneyBody
    voucher: str | None
    vouchers: list[VoucherPartAnswer]
    mode: VoucherMode | None
    rate_card: RateCardRef
    recognition: str | None
    holds: bool
    valid_until: Instant
    problems: list[ProblemAnswer]

    @classmethod
    def of(cls, quoted: Quoted) -> QuoteAnswer:
        """Return a kept quote as it is answered."""
        card, shares, voucher = quoted.quote, quoted.quote.agreed.shares, quoted.quote.agreed.voucher
        return cls(
            id=card.ref,
            state=card.state,
            instrument_id=card.instrument_id,
            starts_at=card.span.start,
            ends_at=card.span.end,
            lines=[LineAnswer.of(line) for line in card.agreed.lines],
            total=MoneyBody.of(shares.total),
            voucher_share=MoneyBody.of(shares.voucher_share),
            own_share=MoneyBody.of(shares.own_share),
            net_cost=MoneyBody.of(shares.net_cost),
            voucher=voucher.number if voucher else None,
            vouchers=VoucherPartAnswer.of_all(voucher.paying if voucher else ()),
            mode=voucher.mode if voucher else None,
            rate_card=RateCardRef(id=quoted.rate_card.id, version=quoted.rate_card.version),
            recognition=voucher.recognition_ref if voucher else None,
            holds=card.holds,
            valid_until=card.valid_until,
            problems=[ProblemAnswer.of(problem) for problem in quoted.problems],
        )


@api.post("/quotes")
@requires(Permission.BOOK)
@writes(body=QuoteBody, answer=QuoteAnswer, status=201)
def create_quote(body: QuoteBody) -> QuoteAnswer:
    """Price a slot, and keep the price for some minutes."""
    ask = quote_and_hold if body.hold else quote
    actor = current_actor()
    return QuoteAnswer.of(ask(wish=body.wish(), by=actor, enterprise=enterprise_of(actor), now=clock.now()))
