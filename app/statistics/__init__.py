"""Who uses whose resources: figures over the pool, each with one definition and one reading (ADR 0013)."""
