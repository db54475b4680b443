"""Thirteen faults somebody could make with money, each with the cheapest test that has to notice it."""

from dataclasses import dataclass

VOUCHER = "tests/integration/voucher"


@dataclass(frozen=True)
class Edit:
    """What stands in a file, once, and what the fault puts in its place."""

    file: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Fault:
    """A fault: what it is, the test file and the test in it that must fail, and what it changes."""

    name: str
    file: str
    test: str
    edits: tuple[Edit, ...]


def fault(name: str, file: str, test: str, *edits: Edit) -> Fault:
    return Fault(name, f"{VOUCHER}/{file}", test, edits)


FAULTS = (
    fault(
        "the remainder of a captured hold stays held",
        "test_holds.py",
        "test_the_worked_example_of_the_domain_comes_out_exactly_in_both_modes",
        Edit("app/voucher/resolving.py", "    if rest.is_positive:\n", "    if False:\n"),
    ),
    fault(
        "more is clawed back than is owed",
        "test_cases.py",
        "test_what_was_paid_is_owed_back_and_goes_to_the_budget_as_it_comes",
        Edit("app/voucher/cases/receiving.py", "amount > case.still_owed", "False"),
        Edit(
            "migrations/versions/0010_cases.py",
            '"received_minor BETWEEN 0 AND owed_minor"',
            '"received_minor >= 0"',
        ),
    ),
    fault(
        "a lapse dies half-way: the state has changed and the money has not moved",
        "test_lapse.py",
        "test_a_voucher_lapses_at_midnight_in_shanghai_and_not_before",
        Edit(
            "app/voucher/ending.py",
            "    _give_up(standing, reason, Occasion(standing.voucher.number, at, by))",
            "    return",
        ),
    ),
    fault(
        "a batch is approved by who built it",
        "test_payouts.py",
        "test_who_builds_does_not_approve",
        Edit("app/voucher/paying/moving.py", "if payout.builder_id == by.person_id:", "if False:"),
        Edit(
            "migrations/versions/0008_claims.py",
            '"approved_by IS NULL OR approved_by <> built_by"',
            '"approved_by IS NULL OR built_by > 0"',
        ),
    ),
    fault(
        "a batch is sent without approval",
        "test_payouts.py",
        "test_nothing_is_sent_without_approval_and_a_bank_reference",
        Edit(
            "app/voucher/domain/payouts.py",
            "    (PayoutState.APPROVED, PayoutAction.SEND): PayoutState.SENT,",
            "    (PayoutState.APPROVED, PayoutAction.SEND): PayoutState.SENT,\n"
            "    (PayoutState.BUILT, PayoutAction.SEND): PayoutState.SENT,",
        ),
    ),
    fault(
        "a use is claimed twice",
        "test_claim_refusals.py",
        "test_a_use_is_claimed_once",
        Edit("app/voucher/claiming/drafting.py", '            "live": True,', '            "live": False,'),
    ),
    fault(
        "a rejected claim keeps its value claimable",
        "test_claims.py",
        "test_a_rejected_claim_gives_its_value_back_to_the_budget_and_is_final",
        Edit(
            "app/voucher/claiming/reviewing.py",
            "        give_to_budget(line.capture, line.capture.captured, Reason.REFUSE, occasion)",
            "        pass",
        ),
    ),
    fault(
        "the refused part of a claim is paid too",
        "test_claims.py",
        "test_a_claim_walks_to_payable_and_its_money_with_it",
        Edit(
            "app/voucher/claiming/deadlines.py",
            "    capture, approved, refused = line.capture, line.approved, _refused(line)",
            "    capture, approved = line.capture, line.capture.captured\n"
            "    refused = capture.captured - approved",
        ),
    ),
    fault(
        "a claim becomes payable before its notice is over",
        "test_payouts.py",
        "test_what_is_not_payable_or_on_notice_or_another_regions_is_not_paid",
        Edit(
            "app/voucher/claiming/deadlines.py",
            "claim.noticed_until is None or claim.noticed_until > now",
            "claim.noticed_until is None",
        ),
    ),
    fault(
        "what the bank sent back stays paid",
        "test_payouts.py",
        "test_what_the_bank_sends_back_is_payable_again_in_another_batch",
        Edit(
            "app/voucher/paying/moving.py",
            "        take_back(claim, payout.ref, by=actor, now=now)",
            "        pass",
        ),
    ),
    fault(
        "the wrong side is paid in 通兑",
        "test_claims.py",
        "test_each_mode_has_its_own_payee_and_both_end_at_the_same_cost",
        Edit(
            "app/voucher/domain/claim_cards.py",
            "return self.enterprise_id if self.mode is VoucherMode.REIMBURSE"
            " else self.provider_organisation_id",
            "return self.enterprise_id",
        ),
    ),
    fault(
        "a claim that is looked into matures all the same",
        "test_cases.py",
        "test_a_claim_that_is_looked_into_stands_still_until_the_case_is_dismissed",
        Edit(
            "app/voucher/claiming/deadlines.py",
            "    if open_cases([claim_id]):\n        return\n",
            "",
        ),
        Edit(
            "app/voucher/claiming/acting.py",
            "    if action not in CASE_DECIDES:\n        refuse_under_case(claim)\n",
            "",
        ),
    ),
    fault(
        "the cap is counted for an enterprise instead of its control group",
        "test_granting_rules.py",
        "test_a_cap_counted_per_control_group_is_shared_by_all_of_it",
        Edit(
            "app/voucher/counting.py",
            "    if group is None or programme.policy.cap_counts is not CapCounts.CONTROL_GROUP:\n",
            "    if True:\n",
        ),
    ),
)
