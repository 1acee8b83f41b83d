"""The pages on which a deadline is reported on and changed, each with the history beside its form."""
