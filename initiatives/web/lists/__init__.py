"""What lists of the pages share: their address taken apart, the form that narrows them, tags, tabs and columns."""
