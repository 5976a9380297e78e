"""From a face to a unit vector that can be compared: any recogniser with SFace's contract.

Contract: one input of shape (1, 3, 112, 112), red-green-blue 0-255 unless told otherwise, of a chip aligned by five
landmarks; one output of any width, which is normalised here.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from ..model_file.session import require_image_input
from ..picture import image
from ..picture.chip import SIDE_PX
from ..records.errors import ModelError
from ..records.refusals import ModelRefusal

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..model_file.session import Session

# Two runs over the same chip must agree to this; two different chips must not.
_SAME_SIMILARITY: Final = 0.9999


class Recogniser:
    """A face recogniser on any inference session."""

    def __init__(
        self,
        session: Session,
        *,
        model_sha256: str,
        channel_order: str = "rgb",
        mean: float = 0.0,
        std: float = 1.0,
    ) -> None:
        """Check the model's signature; the pre-processing comes from the catalogue.

        Raises:
            ModelError: The model is refused.
        """
        spec = require_image_input(session)
        if not spec.admits((1, 3, SIDE_PX, SIDE_PX)) or len(session.outputs) != 1:
            message = (
                f"Expected a recogniser with input (1, 3, {SIDE_PX}, {SIDE_PX}) and one output, "
                f"got {spec.shape} and {len(session.outputs)} outputs; use another model."
            )
            raise ModelError(ModelRefusal.WRONG_SIGNATURE, message)
        self.model_sha256 = model_sha256
        self._session = session
        self._input, self._output = spec.name, session.outputs[0].name
        self._channel_step = -1 if channel_order == "rgb" else 1
        self._mean, self._std = np.float32(mean), np.float32(std)

    def embed(self, chip: NDArray[uint8]) -> NDArray[float32]:
        """Return the unit vector, shape (width,), of a blue-green-red chip that was aligned by landmarks.

        Raises:
            ModelError: The model's answer has no direction.
        """
        planes = np.stack(image.split(chip)[:: self._channel_step], dtype=np.float32)
        planes -= self._mean
        planes /= self._std
        vector: NDArray[float32] = self._session.run({self._input: planes[None]})[self._output].reshape(-1)
        length = np.float32(math.sqrt(float(vector @ vector)))
        if length == 0:
            message = "Expected an embedding with a direction, got zeros; the model is damaged."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        return vector / length

    def golden_check(self) -> None:
        """Embed two patterns, one of them twice; raises `ModelError` unless equals agree and others differ."""
        down, across = np.mgrid[:SIDE_PX, :SIDE_PX]
        pattern = np.stack([down * 2, across * 2, (down + across) % 256], axis=2).astype(np.uint8)
        first, again, other = (self.embed(chip) for chip in (pattern, pattern, 255 - pattern))
        if float(first @ again) < _SAME_SIMILARITY or float(first @ other) >= _SAME_SIMILARITY:
            message = "Expected one pattern to give one embedding and another pattern another; the model is damaged."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)
