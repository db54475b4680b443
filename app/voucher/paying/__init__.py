"""Payout batches: built over payable claims, approved by another person, sent, confirmed, part-returned."""
