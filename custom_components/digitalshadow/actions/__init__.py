"""The actions that automations and people may call."""
