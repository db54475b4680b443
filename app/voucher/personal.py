"""What the voucher side keeps about a person: who caused a transfer, who drafted a claim."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import update

from app.accounts.domain.actor import PersonCard
from app.accounts.ports import PersonalData, no_obstacles
from app.infra.db import db
from app.infra.personal_files import DataFile, rows_file
from app.voucher.models import Claim, Transfer


def _files(person: PersonCard) -> Iterator[DataFile]:
    yield rows_file("transfers.json", Transfer, Transfer.actor_id == person.id)
    yield rows_file("claims.json", Claim, Claim.created_by == person.id)


def _forget(person: PersonCard, alias: str) -> None:
    renamed = update(Transfer).where(Transfer.actor_id == person.id).values(actor_name=alias)
    db.session.execute(renamed.execution_options(synchronize_session=False))


PERSONAL = PersonalData(_files, no_obstacles, _forget)
