"""Networks that are hard to convert."""

from models.random_checkpoint import TINY
from tests.engine.conversion.beit_textbook import (
    Parameters,
)


def one_loud_channel(parameters: Parameters) -> None:
    """Make one number per token so large that 8 bits hold nothing beside it, though no weight looks at it."""
    for index in range(TINY.depth):
        for norm, matrix in (("norm1", "attn.qkv"), ("norm2", "mlp.fc1")):
            parameters[f"blocks.{index}.{norm}.bias"][0] = 3000.0
            parameters[f"blocks.{index}.{matrix}.weight"][:, 0] = 0.0
        parameters[f"blocks.{index}.gamma_1"] *= 20
        parameters[f"blocks.{index}.gamma_2"] *= 20
