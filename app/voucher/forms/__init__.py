"""The forms of the voucher side's pages."""
