"""The engine's records: observations, requests, replies and errors. Free of numpy at import."""
