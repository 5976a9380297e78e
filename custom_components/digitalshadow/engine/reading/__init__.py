"""From one frame to a reading: agreement over frames, pacing, LiveCAD and visits."""
