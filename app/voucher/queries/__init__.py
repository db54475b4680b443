"""Reading the voucher side: vouchers with their balances, their ledger, programmes, holds."""
