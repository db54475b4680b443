"""Bodies and answers of the voucher side's JSON API."""
