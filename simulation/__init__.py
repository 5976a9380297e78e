"""Simulated people and what the product's own trend and notices make of them: the figures of docs/trend.md."""
