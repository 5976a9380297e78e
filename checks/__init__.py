"""The project's own validators, for what the official ones cannot say offline.

One rule is one small file in `checks/rules`, with one function `check(project)` that yields findings;
`python -m checks` runs them all and reports every finding alike. The rules follow Home Assistant's hassfest and the
action of its community store, as far as a custom integration meets them.
"""
