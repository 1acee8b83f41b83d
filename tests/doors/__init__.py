"""Every route, asked by everybody, with every method: what is not theirs is neither seen nor changed."""
