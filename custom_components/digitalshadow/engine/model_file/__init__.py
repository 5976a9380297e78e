"""From a model file to a session: catalog, structure guard and runtime."""
