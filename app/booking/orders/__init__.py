"""Service orders: asked for, quoted, contracted, worked on, delivered, accepted, settled."""
