"""The product in a browser: run by ``make test-browser`` alone, since it needs Chromium and minutes."""
