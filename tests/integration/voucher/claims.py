"""What tests of claims do: captures to claim, documents to prove them."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from app.infra.db import transaction
from app.infra.documents import Upload
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.holds import capture
from tests.integration.voucher.world import NOW, Member, OpenProgramme, World, yuan


def pdf() -> bytes:
    """A document that no other is like, in whichever process it was made."""
    return f"%PDF-1.7\n% {uuid4()}\n%%EOF\n".encode()


def document() -> Upload:
    return Upload("a.pdf", pdf())


def use(
    world: World,
    reference: str,
    mode: VoucherMode,
    *,
    price: Money,
    actual: Money | None = None,
    programme: OpenProgramme | None = None,
) -> None:
    """Book and use for `price`, settled for `actual`; the voucher is a new one that can pay it."""
    voucher = (programme or world.programme).issue(world.researcher, price)
    world.hold(reference, voucher, price, mode=mode)
    transaction(
        lambda: capture(
            reference=reference,
            eligible_price=actual or price,
            served_by=world.provider.organisation.id,
            now=NOW,
        )
    )


@dataclass(frozen=True)
class Desk:
    """Somebody who calls the claims API."""

    client: Any
    member: Member

    def post(self, path: str, body: dict[str, Any] | None = None) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body or {}, headers=self.member.headers)

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers=self.member.headers)

    def claim(self, *references: str, mode: str) -> dict[str, Any]:
        answer = self.post("/claims", {"bookings": list(references), "mode": mode})
        assert answer.status_code == 201, answer.json
        return answer.json

    def prove(self, claim: int, kind: str, amount: Money | None = None, **changes: Any) -> TestResponse:
        data = {
            "kind": kind,
            "file": (BytesIO(changes.get("content") or pdf()), changes.get("name", "a.pdf")),
        }
        if amount is not None:
            data["amount_minor"] = str(amount.minor)
        return self.client.post(f"/api/v1/claims/{claim}/evidence", data=data, headers=self.member.headers)

    def submitted(self, *references: str, mode: str, price: Money) -> int:
        """Claim with all the evidence there needs to be, handed in."""
        claim = self.claim(*references, mode=mode)["id"]
        assert self.prove(claim, "invoice", price).status_code == 201
        if mode == "reimburse":
            assert self.prove(claim, "bank_receipt", price).status_code == 201
        answer = self.post(f"/claims/{claim}/submit")
        assert (answer.status_code, answer.json["state"]) == (200, "submitted")
        return claim


def money(amount: Money) -> dict[str, object]:
    return {"minor": amount.minor, "currency": amount.currency}


EIGHT, FOUR = yuan(8_000), yuan(4_000)
