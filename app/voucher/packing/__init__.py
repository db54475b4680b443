"""Claim packs: a claim with everything that proves and decides it, as a PDF and as a ZIP."""
