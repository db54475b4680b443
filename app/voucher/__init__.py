"""Voucher money: programmes, their policies, vouchers, holds and the append-only ledger."""
