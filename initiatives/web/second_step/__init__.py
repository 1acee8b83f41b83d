"""The second step of signing in: an app's code or a passkey, set up, asked for, and demanded where it is required."""
