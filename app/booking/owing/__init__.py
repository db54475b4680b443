"""The enterprise's own share: owed at the settlement, paid, acknowledged, invoiced."""
