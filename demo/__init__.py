"""What scripts/demo starts: a real Home Assistant, cameras that show a real face, and a phone.

`clip` draws the pictures, `camera_server` serves them, `home` runs Home Assistant, `client` and `websocket` talk to it,
`phone` receives the push, `household` sets everything up through Home Assistant's own flows, `story` tells what
happens, `report` sums it up. `months` is another play, of simulated people. Nothing here is part of the integration.
"""
