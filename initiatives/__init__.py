"""Tiltag's one Django application: plans, their deadlines, and the record of what became of them."""
