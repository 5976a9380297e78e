"""The model workshop: makes the ONNX files that DigitalShadow runs.

It uses the integration's engine, and the integration's own package imports Home Assistant at once. Where Home Assistant
is not running in this process already, importing the workshop therefore leaves that package out.
"""

import sys

from . import engine_alone

if "homeassistant" not in sys.modules:
    engine_alone.prepare()
