"""How a report calls the face model, so that nobody takes its values for more than they are."""

from .display_names import display_name
from .facts import SpeakingModel
from .phrases import Phrases


def model_name(model: SpeakingModel, phrases: Phrases) -> str:
    """Return the model's name, with the words "demonstration" and "unverified" where they are true of it."""
    name = display_name(model.name)
    if model.is_demonstration:
        name = phrases.say("model.demonstration", name=name)
    return name if model.is_verified else phrases.say("model.unverified", name=name)
