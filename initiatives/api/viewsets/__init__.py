"""The resources: each viewset turns a request into a call of a query or a service, and its outcome into an answer."""
