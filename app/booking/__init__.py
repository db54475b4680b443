"""The conductor: takes time from calendar and money from voucher, both or neither; quotes to settlements."""
