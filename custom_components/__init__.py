"""Custom integrations of this checkout; the file makes the test harness find them."""
