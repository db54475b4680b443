"""What the voucher side's pages show: ready values, nothing left to look up in a template."""
