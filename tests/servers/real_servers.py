"""Real inference servers, each in an environment of its own that `scripts/setup servers` makes."""

import asyncio
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from contextlib import suppress
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import subprocess
from typing import Final

import pytest

from models.__main__ import main as workshop
from tests.engine.conftest import DEMONSTRATION, REPOSITORY

TRITON: Final = REPOSITORY / ".venv-triton"
MLSERVER: Final = REPOSITORY / ".venv-mlserver"
KSERVE: Final = REPOSITORY / ".venv-kserve"
HOW: Final = "no inference server is installed here: scripts/setup servers"

_TRITON_MODEL: Final = """
import os
import numpy as np
import onnxruntime
import triton_python_backend_utils as backend


class TritonPythonModel:
    def initialize(self, args):
        path = os.path.join(args["model_repository"], args["model_version"], "model.onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input, self.output = self.session.get_inputs()[0].name, self.session.get_outputs()[0].name

    def execute(self, requests):
        answers = []
        for request in requests:
            picture = backend.get_input_tensor_by_name(request, self.input).as_numpy()
            (output,) = self.session.run([self.output], {self.input: picture})
            answers.append(backend.InferenceResponse([backend.Tensor(self.output, output)]))
        return answers
"""
"""Triton's wheel holds no backend for ONNX, only the one that runs Python."""
_MLSERVER_MODEL: Final = """
import onnxruntime
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceResponse, MetadataTensor

TYPES = {"tensor(float)": "FP32", "tensor(uint8)": "UINT8"}


def described(tensors):
    return [
        MetadataTensor(name=one.name, datatype=TYPES[one.type], shape=[-1, *one.shape[1:]]) for one in tensors
    ]


class OnnxModel(MLModel):
    async def load(self):
        self.session = onnxruntime.InferenceSession(self.settings.parameters.uri, providers=["CPUExecutionProvider"])
        self.inputs, self.outputs = described(self.session.get_inputs()), described(self.session.get_outputs())
        return True

    async def predict(self, payload):
        feeds = {one.name: NumpyCodec.decode_input(one) for one in payload.inputs}
        outputs = [
            NumpyCodec.encode_output(tensor.name, answer)
            for tensor, answer in zip(self.outputs, self.session.run(None, feeds))
        ]
        return InferenceResponse(model_name=self.name, outputs=outputs)
"""
_KSERVE_SERVER: Final = """
import sys
import onnxruntime
from kserve import InferOutput, InferResponse, Model, ModelServer

TYPES = {"tensor(float)": "FP32", "tensor(uint8)": "UINT8"}


def described(tensors):
    return [{"name": one.name, "datatype": TYPES[one.type], "shape": [-1, *one.shape[1:]]} for one in tensors]


class OnnxModel(Model):
    def __init__(self, name, path):
        super().__init__(name)
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        self.ready = True

    async def get_input_types(self):
        return described(self.session.get_inputs())

    async def get_output_types(self):
        return described(self.session.get_outputs())

    async def predict(self, payload, headers=None, response_headers=None):
        outputs = []
        feeds = {one.name: one.as_numpy() for one in payload.inputs}
        for tensor, answer in zip(self.session.get_outputs(), self.session.run(None, feeds)):
            outputs.append(InferOutput(tensor.name, list(answer.shape), "FP32"))
            outputs[-1].set_data_from_numpy(answer, binary_data=True)
        return InferResponse(payload.id or "", self.name, outputs)


port, path = sys.argv[1:]
ModelServer(http_port=int(port), enable_grpc=False, workers=1).start([OnnxModel("face", path)])
"""
"""What KServe's custom runtimes are: its server, and a class of one's own."""


class RealServer:
    """A server process that can be killed, frozen and started again."""

    def __init__(self, folder: Path, start: Callable[[int], tuple[list[str], dict[str, str]]]) -> None:
        """`start` returns the command and the environment for a port."""
        self._folder, self._start = folder, start
        self.port = _free_port()
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def async_start(self) -> None:
        """Start it; whether it is ready, its client finds out."""
        command, environment = self._start(self.port)
        with (self._folder / "log.txt").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                cwd=self._folder,
                env=environment,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def freeze(self) -> None:
        """Stop it; its system goes on to accept connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    async def async_kill(self) -> None:
        """End it at once, with the processes that it started, which outlive it otherwise."""
        if self._process is None:
            return
        self._signal(signal.SIGKILL)
        await self._process.wait()
        self._process = None

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to the server and to all that it started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


def triton(folder: Path, *options: str, model: Path = DEMONSTRATION, layout: str = "triton") -> RealServer:
    """Return Triton with a model named `face`, computed by onnxruntime; skips where it is not installed."""
    python = TRITON / "bin/python"
    if not python.exists():
        pytest.skip(HOW)
    found = subprocess.run(
        [python, "-c", "import sysconfig as s; print(s.get_path('purelib'), s.get_config_var('LIBDIR'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    site, libraries = map(Path, found.stdout.split())
    backend = folder / "backends/python"
    shutil.copytree(site / "pytriton/tritonserver/backends/python", backend)
    shutil.copytree(
        site / f"pytriton/tritonserver/python_backend_stubs/{site.parent.name.removeprefix('python')}",
        backend,
        dirs_exist_ok=True,
    )
    workshop(["repository", str(model), str(folder / "models"), "--for", layout, *options])
    configuration = folder / "models/face/config.pbtxt"
    text = configuration.read_text().replace('platform: "onnxruntime_onnx"', 'backend: "python"')
    configuration.write_text(text + "instance_group [ { count: 1 kind: KIND_CPU } ]\n")
    (folder / "models/face/1/model.py").write_text(_TRITON_MODEL)

    def start(port: int) -> tuple[list[str], dict[str, str]]:
        where = [
            "--model-repository",
            str(folder / "models"),
            "--backend-directory",
            str(folder / "backends"),
        ]
        listens = ["--http-address", "127.0.0.1", "--http-port", str(port)]
        quiet = ["--allow-grpc", "false", "--allow-metrics", "false"]
        return [str(site / "pytriton/tritonserver/bin/tritonserver"), *where, *listens, *quiet], {
            "PATH": f"{TRITON / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(site),
            "LD_LIBRARY_PATH": f"{libraries}:{site / 'nvidia_pytriton.libs'}",
        }

    return RealServer(folder, start)


def triton_of_kserve(folder: Path, *options: str) -> RealServer:
    """Return Triton with the repository that KServe's runtime for it is given."""
    return triton(folder, *options, layout="kserve")


def kserve(folder: Path, *options: str) -> RealServer:
    """Return KServe's own server with a model named `face`; skips where it is not installed."""
    python = KSERVE / "bin/python"
    if not python.exists():
        pytest.skip(HOW)
    workshop(["repository", str(DEMONSTRATION), str(folder / "models"), "--for", "kserve", *options])
    (folder / "server.py").write_text(_KSERVE_SERVER)

    def start(port: int) -> tuple[list[str], dict[str, str]]:
        model = folder / "models/face/1/model.onnx"
        return [str(python), str(folder / "server.py"), str(port), str(model)], {"PATH": os.environ["PATH"]}

    return RealServer(folder, start)


def mlserver(folder: Path, *options: str) -> RealServer:
    """Return MLServer with a model named `face`; skips where it is not installed."""
    if not (MLSERVER / "bin/mlserver").exists():
        pytest.skip(HOW)
    workshop(["repository", str(DEMONSTRATION), str(folder / "models"), "--for", "ovms", *options])
    (folder / "onnx_model.py").write_text(_MLSERVER_MODEL)
    model = {
        "name": "face",
        "implementation": "onnx_model.OnnxModel",
        "parameters": {"uri": str(folder / "models/face/1/model.onnx")},
    }
    (folder / "model-settings.json").write_text(json.dumps(model))

    def start(port: int) -> tuple[list[str], dict[str, str]]:
        ports = {"http_port": port, "grpc_port": _free_port(), "metrics_port": _free_port()}
        settings = {"host": "127.0.0.1", "parallel_workers": 0, "use_structured_logging": False} | ports
        (folder / "settings.json").write_text(json.dumps(settings))
        return [str(MLSERVER / "bin/mlserver"), "start", str(folder)], {
            "PATH": f"{MLSERVER / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(folder),
        }

    return RealServer(folder, start)


def _free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
