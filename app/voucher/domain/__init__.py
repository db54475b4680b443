"""The voucher rules as plain Python: policy, eligibility, shares, states and the ledger's paths."""
