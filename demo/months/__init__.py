"""What `scripts/demo --days N` plays: months of a household, through the real integration, in minutes.

`cast` and `lives` say who walks past which camera and when, `simulated_engine` answers what an engine would, `clock`
lets the time jump, `home` is Home Assistant in its own test harness with a real recorder, `dialogs` fills in the
integration's forms, `play` goes through the days, `diary` and `observing` keep what Home Assistant showed, `traces`
searches the disk, `outcome` sums up and knows what had to happen, `telling` makes it readable. `looking` then starts a
real Home Assistant on what was recorded, in which `simulated_household` brings cameras and engine.

Everything behind the engine's answers is real: watchers, visits, readings, record, trend, notices, reports, statistics.
The answers themselves are made up: no value here is anybody's, and none comes from a model.
"""
