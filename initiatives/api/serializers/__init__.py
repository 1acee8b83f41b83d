"""The shapes of bodies: what is read, one serializer a resource, and what may be written, field by field."""
