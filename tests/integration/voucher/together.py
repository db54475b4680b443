"""What tests of several vouchers do: hold some for one reference, spend them."""

from app.infra.db import transaction
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import Captured, HoldCard, VoucherCard
from app.voucher.holds import capture
from tests.integration.voucher.world import NOW, World, statement


def hold_together(
    world: World, reference: str, price: Money, first: VoucherCard, *others: VoucherCard, **changes
) -> HoldCard:
    return world.hold(reference, first, price, others=[each.number for each in others], **changes)


def parts(card: HoldCard) -> dict[str, Money]:
    return {part.number: part.amount for part in card.parts}


def spend(world: World, reference: str, price: Money, now=NOW) -> Captured:
    served_by = world.provider.organisation.id
    return transaction(
        lambda: capture(reference=reference, eligible_price=price, served_by=served_by, now=now)
    )


def standing(voucher: VoucherCard) -> tuple[int, int, int]:
    """Return what of a voucher is available, held and claimable, in yuan."""
    balances = statement(voucher).balances
    return tuple(each.minor // 100 for each in (balances.available, balances.held, balances.claimable))


def use_together(
    world: World, reference: str, mode: VoucherMode, *faces: Money, price: Money, **changes
) -> list[VoucherCard]:
    """Book and use for `price`, paid by new vouchers of these faces."""
    vouchers = [world.issue(face) for face in faces]
    hold_together(world, reference, price, *vouchers, mode=mode, **changes)
    spend(world, reference, price)
    return vouchers
