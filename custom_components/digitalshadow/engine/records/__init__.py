"""The engine's records, from the ground up: faces, sightings, frame results, readings; requests, replies and errors.

All are frozen; a new fact is a new record. Times are seconds since the Unix epoch (UTC), pixels are those of the
decoded frame, probabilities and qualities lie in 0-1, similarities are cosines in -1..1.
Arrays appear only in `Face`, which never leaves the engine, so nothing here needs numpy at import; everything else
crosses the pipe.
"""
