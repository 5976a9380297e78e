"""Sessions on ncnn: the only file that imports it. It runs where onnxruntime has no wheels, on musl too."""

from functools import cache
from importlib import import_module
import os
from typing import TYPE_CHECKING, Any, override

import numpy as np

from .native_builds import ncnn_build
from .session import RuntimeSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .translation.network import Network


@cache
def installed_version() -> str | None:
    """Name ncnn, its version and an unlisted build; None where it is not here. Imports nothing to find out."""
    build = ncnn_build()
    return build.title if build else None


class NcnnSession(RuntimeSession):
    """A model on ncnn, one picture at a time."""

    def __init__(self, network: Network, *, threads: int = 1) -> None:
        """Load a translated model, and take its weights. There is none where ncnn is not installed.

        Raises:
            ModelError: Ncnn refuses the translation.
        """
        self.inputs, self.outputs, self.metadata = network.inputs, network.outputs, network.metadata
        self._picture, self._answers = network.input, network.answers
        with self._loading(installed_version() or ""):
            self._ncnn: Any = import_module("ncnn")
            self._net = _load(self._ncnn, network, threads)

    @override
    def _compute(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Run the model once for each picture."""
        [pictures] = feeds.values()
        answers = [self._run(picture) for picture in pictures]
        return {name: np.stack([answer[name] for answer in answers]) for name in self._answers}

    def _run(self, picture: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Return the outputs for one picture, without the batch."""
        answers = {}
        with self._net.create_extractor() as extractor:
            # A copy, because ncnn's matrix only borrows an array's memory, and layers that work in place write into it.
            extractor.input(self._picture, self._ncnn.Mat(np.ascontiguousarray(picture)).clone())
            for name, (called, shape) in self._answers.items():
                failure, value = extractor.extract(called)
                if failure:
                    raise RuntimeError(failure)
                answers[name] = np.array(value).reshape(shape)
        return answers


def _load(ncnn: Any, network: Network, threads: int) -> Any:  # noqa: ANN401  # ncnn ships no types
    """Return ncnn's own network; raises RuntimeError where it refuses what was written."""
    net = ncnn.Net()
    options = net.opt
    options.num_threads = threads
    options.use_vulkan_compute = False
    # On ARM it computes in 16 bits unless told otherwise.
    options.use_fp16_packed = options.use_fp16_storage = options.use_fp16_arithmetic = False
    options.use_bf16_packed = options.use_bf16_storage = False
    if net.load_param_mem(network.text):
        raise RuntimeError("text")
    stream = os.memfd_create("ncnn", os.MFD_CLOEXEC)
    try:
        with os.fdopen(stream, "wb", closefd=False) as file:
            network.move_weights(file)
        if net.load_model(f"/proc/self/fd/{stream}"):
            raise RuntimeError("weights")
    finally:
        os.close(stream)
    return net
