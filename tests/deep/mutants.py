"""Twelve faults somebody could make with money: planted in a copy of the code, the tests must notice each.

`make test-deep` runs this. A fault that no test notices is a hole in the tests; one that can not be planted
any more has to be written anew for the code as it is now.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "templates", "tests", "migrations", "bin", "bench", "wsgi.py", "pyproject.toml")
VOUCHER = "tests/integration/voucher"


@dataclass(frozen=True)
class Fault:
    """One fault: what it is, where, and the tests that have to fail."""

    name: str
    file: str
    right: str
    wrong: str
    tests: str


FAULTS = (
    Fault(
        "the remainder of a captured hold stays held",
        "app/voucher/resolving.py",
        "    if rest.is_positive:\n        _return(",
        "    if False:\n        _return(",
        f"{VOUCHER}/test_holds.py",
    ),
    Fault(
        "more is clawed back than is owed",
        "app/voucher/cases/deciding.py",
        "amount > case.still_owed",
        "False",
        f"{VOUCHER}/test_cases.py",
    ),
    Fault(
        "a lapse changes the state and leaves the money",
        "app/voucher/ending.py",
        "    _give_up(voucher, reason, Occasion(voucher.number, at, by))",
        "    return",
        f"{VOUCHER}/test_lapse.py",
    ),
    Fault(
        "a batch is approved by its builder",
        "app/voucher/paying/moving.py",
        "if payout.builder_id == by.person_id:",
        "if False:",
        f"{VOUCHER}/test_money_life.py",
    ),
    Fault(
        "a batch is sent without approval",
        "app/voucher/domain/payouts.py",
        "    (PayoutState.APPROVED, PayoutAction.SEND): PayoutState.SENT,",
        "    (PayoutState.APPROVED, PayoutAction.SEND): PayoutState.SENT,\n"
        "    (PayoutState.BUILT, PayoutAction.SEND): PayoutState.SENT,",
        f"{VOUCHER}/test_payouts.py",
    ),
    Fault(
        "a use is claimed twice",
        "app/voucher/claiming/drafting.py",
        '            "live": True,',
        '            "live": False,',
        f"{VOUCHER}/test_claim_refusals.py",
    ),
    Fault(
        "a rejected claim keeps its value claimable",
        "app/voucher/claiming/reviewing.py",
        "        give_to_budget(line.capture, line.capture.captured, Reason.REFUSE, occasion)",
        "        pass",
        f"{VOUCHER}/test_claims.py",
    ),
    Fault(
        "the refused part of a claim is paid too",
        "app/voucher/claiming/deadlines.py",
        "    refused = capture.captured if approved is None else capture.captured - approved",
        "    approved = capture.captured\n    refused = capture.captured - approved",
        f"{VOUCHER}/test_claims.py",
    ),
    Fault(
        "a claim becomes payable before its notice is over",
        "app/voucher/claiming/deadlines.py",
        "claim.noticed_until is None or claim.noticed_until > now",
        "claim.noticed_until is None",
        f"{VOUCHER}/test_payouts.py",
    ),
    Fault(
        "what the bank sent back stays paid",
        "app/voucher/paying/moving.py",
        "        take_back(claims[line.claim_id], payout.ref, by=event_actor(by), now=now)",
        "        pass",
        f"{VOUCHER}/test_payouts.py",
    ),
    Fault(
        "the wrong side is paid in 通兑",
        "app/voucher/domain/claim_cards.py",
        "return self.enterprise_id if self.mode is VoucherMode.REIMBURSE else self.provider_organisation_id",
        "return self.enterprise_id",
        f"{VOUCHER}/test_claims.py",
    ),
    Fault(
        "a claim that is looked into is paid all the same",
        "app/voucher/claiming/deadlines.py",
        "    if open_cases([claim_id]):\n        return",
        "",
        f"{VOUCHER}/test_cases.py",
    ),
)


def main() -> None:
    """Plant each fault and run its tests on SQLite; exit with 1 when one is not noticed."""
    missed = [fault.name for fault in FAULTS if not is_noticed(fault)]
    for name in missed:
        print(f"NOT NOTICED: {name}")
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults noticed")
    sys.exit(bool(missed))


def is_noticed(fault: Fault) -> bool:
    """Plant a fault in a copy of the code and tell whether its tests fail."""
    with tempfile.TemporaryDirectory(prefix="onepool-mutant-") as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, copy / name)
        planted = copy / fault.file
        text = planted.read_text()
        if text.count(fault.right) != 1:
            sys.exit(f"this fault has to be written anew: {fault.name}")
        planted.write_text(text.replace(fault.right, fault.wrong))
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-k", "sqlite", fault.tests]
        ended = subprocess.run(command, cwd=copy, capture_output=True, check=False)
    # 1: tests failed. Anything else than 0 or 1 means that they could not run at all.
    if ended.returncode not in (0, 1):
        sys.exit(f"the tests of this fault do not run: {fault.name}\n{ended.stdout.decode()[-2000:]}")
    print(f"{'noticed' if ended.returncode else 'missed '}  {fault.name}", flush=True)
    return ended.returncode == 1


if __name__ == "__main__":
    main()
