"""Webhooks: telling an organisation's own programs what changed, over HTTPS (ADR 0019)."""
