"""What the offices do each month: claims made and decided, payouts sent, some sent back, some clawed back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, cycle

from app.infra.db import transaction
from app.infra.documents import Upload
from app.kernel.words import VoucherMode
from app.voucher.cases import deciding, opening, receiving
from app.voucher.cases.deciding import Verdict
from app.voucher.claiming import drafting, proving, reviewing, submitting
from app.voucher.claiming.proving import Proof
from app.voucher.domain.cases import CaseKind
from app.voucher.domain.claim_cards import CaptureCard, ClaimCard
from app.voucher.domain.claims import ClaimState, EvidenceKind
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from app.voucher.queries.captures import to_be_claimed
from app.voucher.queries.claims import get_claim
from tests.integration.voucher.world import Member
from tests.integration.year.playing import Clock
from tests.integration.year.stage import District, Stage

MOST_LINES, EVERY_FORGOTTEN, MOST_CAPTURES = 3, 9, 5_000
FATES = ("paid", "less", "returned", "rejected", "paid", "left", "bank", "withdrawn", "clawed")
MONTHS = [(2026, month) for month in range(4, 13)] + [(2027, month) for month in range(1, 5)]
ENDED = (ClaimState.REJECTED, ClaimState.LAPSED)
LAST_TO_CLAIM = datetime(2027, 1, 31, tzinfo=UTC)


@dataclass
class Filed:
    """A claim, by whom, to whom, and what is to become of it."""

    id: int
    by: Member
    district: District
    fate: str

    def look(self) -> ClaimCard:
        return get_claim(self.id, self.by.actor)

    def is_over(self) -> bool:
        state = self.look().state
        return state in ENDED or (state is ClaimState.PAID and self.fate in ("paid", "less"))


@dataclass
class Office:
    """Claims in one mode; a claim is over uses of one enterprise, whoever is paid."""

    stage: Stage
    mode: VoucherMode
    filed: list[Filed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._seen: dict[str, bool] = {}
        self._fates, self._papers = cycle(FATES), count(1)

    def open(self, clock: Clock) -> None:
        for year, month in MONTHS:
            for day, round_ in ((3, self.claim), (8, self.decide), (17, self.pay), (24, self.look_into)):
                clock.at(datetime(year, month, day, 2, tzinfo=UTC), round_)
            # The notices end, so that there is something to pay.
            clock.at(datetime(year, month, 16, 2, tzinfo=UTC), clock.run_jobs)

    # --- claims ---------------------------------------------------------------------------------------------
    def claim(self, now: datetime) -> None:
        for filed in self._where("again", ClaimState.RETURNED):
            transaction(lambda filed=filed: submitting.submit(filed.id, by=filed.by.actor, now=now))
            filed.fate = "paid"
        if now > LAST_TO_CLAIM:
            return
        for owner in self.stage.enterprises:
            captures = self._claimable(owner)
            for at in range(0, len(captures), MOST_LINES):
                self._file(owner, captures[at : at + MOST_LINES], next(self._fates), now)

    def _claimable(self, owner: Member) -> list[CaptureCard]:
        """Return what may be claimed for an enterprise's uses, but for those that everybody forgets."""
        found = to_be_claimed(self._claimant(owner).actor, before_id=None, limit=MOST_CAPTURES)
        own = [capture for capture in found if capture.enterprise_id == owner.organisation.id]
        own.sort(key=lambda capture: (capture.captured_at, capture.price.minor))
        for capture in own:
            self._seen.setdefault(capture.reference, len(self._seen) % EVERY_FORGOTTEN != 4)
        return [capture for capture in own if self._seen[capture.reference]]

    def _claimant(self, owner: Member) -> Member:
        return owner if self.mode is VoucherMode.REIMBURSE else self.stage.manager

    def _file(self, owner: Member, captures: list[CaptureCard], fate: str, now: datetime) -> None:
        by = self._claimant(owner)
        references = [capture.reference for capture in captures]
        claim = transaction(
            lambda: drafting.draft_claim(references=references, mode=self.mode, by=by.actor, now=now)
        )
        if fate != "withdrawn":
            self.filed.append(Filed(claim, by, self.stage.district_of(owner), fate))
        if fate == "left":
            return
        for proof in self._proofs(captures):
            transaction(lambda proof=proof: proving.add_evidence(claim, proof, by=by.actor, now=now))
        transaction(lambda: submitting.submit(claim, by=by.actor, now=now))
        if fate == "withdrawn":
            transaction(lambda: submitting.withdraw(claim, "again next month", by=by.actor, now=now))

    def _proofs(self, captures: list[CaptureCard]) -> Iterator[Proof]:
        price = sum((capture.price for capture in captures[1:]), captures[0].price)
        kinds = [EvidenceKind.INVOICE]
        if self.mode is VoucherMode.REIMBURSE:
            kinds.append(EvidenceKind.BANK_RECEIPT)
        for kind in kinds:
            paper = f"%PDF-1.7\n% page {next(self._papers)}\n%%EOF\n"
            yield Proof(kind, price, Upload("a.pdf", paper.encode()))

    # --- decisions ------------------------------------------------------------------------------------------
    def _where(self, fate: str | None, state: ClaimState) -> list[Filed]:
        wanted = [filed for filed in self.filed if fate is None or filed.fate == fate]
        return [filed for filed in wanted if filed.look().state is state]

    def decide(self, now: datetime) -> None:
        for filed in self._where(None, ClaimState.SUBMITTED):
            self._decide(filed, now)

    def _decide(self, filed: Filed, now: datetime) -> None:
        officer, claim, captured = filed.district.payers[0].actor, filed.id, filed.look().captured
        if filed.fate == "returned":
            transaction(lambda: reviewing.send_back(claim, "unreadable", by=officer, now=now))
            filed.fate = "again"
            return
        transaction(lambda: reviewing.complete(claim, by=officer, now=now))
        if filed.fate == "rejected":
            transaction(lambda: reviewing.reject(claim, "not eligible", by=officer, now=now))
            return
        approved = captured.share(2, 3) if filed.fate == "less" else captured
        transaction(lambda: reviewing.review(claim, approved, "as proved", by=officer, now=now))
        transaction(lambda: reviewing.notice(claim, by=officer, now=now))

    # --- payments -------------------------------------------------------------------------------------------
    def pay(self, now: datetime) -> None:
        payable = self._where(None, ClaimState.PAYABLE)
        for district in self.stage.districts:
            batch = [filed for filed in payable if filed.district is district]
            if batch:
                self._send(district, batch, now)

    def _send(self, district: District, batch: list[Filed], now: datetime) -> None:
        officer, second = (payer.actor for payer in district.payers)
        payout = transaction(lambda: build_payout([filed.id for filed in batch], by=officer, now=now))
        bank = f"BK-{payout}"
        transaction(lambda: moving.approve(payout, by=second, now=now))
        transaction(lambda: moving.send(payout, bank, by=officer, now=now))
        back = [filed for filed in batch if filed.fate == "bank"]
        if back:
            reasons = {filed.id: "account closed" for filed in back}
            transaction(lambda: moving.send_back(payout, reasons, by=officer, now=now))
        else:
            transaction(lambda: moving.confirm(payout, bank, by=officer, now=now))
        for filed in back:
            filed.fate = "paid"

    def look_into(self, now: datetime) -> None:
        """Claw back a half of what was paid on some claims; it comes in two parts."""
        for filed in self._where("clawed", ClaimState.PAID):
            officer, claim, paid = filed.district.payers[0].actor, filed.id, filed.look().captured
            case = transaction(
                lambda claim=claim, by=officer: opening.open_case(
                    claim, CaseKind.REPORT, "not theirs", by=by, now=now
                )
            )
            owed = paid.share(1, 2)
            first = owed.share(1, 3)
            transaction(
                lambda case=case, by=officer, owed=owed: deciding.uphold(
                    case, Verdict("half of it", owed), by=by, now=now
                )
            )
            for amount in (first, owed - first):
                bank = f"IN-{case}-{amount.minor}"
                transaction(
                    lambda case=case, by=officer, amount=amount, bank=bank: receiving.note_receipt(
                        case, amount, bank, by=by, now=now
                    )
                )
            filed.fate = "paid"
        self.filed = [filed for filed in self.filed if not filed.is_over()]
