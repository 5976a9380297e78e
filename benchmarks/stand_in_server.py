"""An inference server of a few lines, as a process of its own: `python -m benchmarks.stand_in_server PORT MODEL`.

It speaks as much of the Open Inference Protocol v2 as a question takes, and computes the model as the engine does.
"""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
import sys
from threading import Lock
from typing import Any, Final, override

import numpy as np

from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad

HEADER_LENGTH: Final = "Inference-Header-Content-Length"


def serve(port: int, model: LiveCad) -> None:
    """Answer until the process ends."""
    computing = Lock()
    output, side, classes = model.metadata.output, model.metadata.input_size, len(model.metadata.classes)

    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the standard library's name
            """Describe the model, whatever is asked."""
            tensor = {"name": "input", "datatype": "FP32", "shape": [-1, 3, side, side]}
            answer = {"name": output, "datatype": "FP32", "shape": [-1, classes]}
            described = {"name": "face", "versions": ["1"], "inputs": [tensor], "outputs": [answer]}
            self._say(json.dumps(described).encode())

        def do_POST(self) -> None:  # the standard library's name
            """Compute one picture."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            picture = np.frombuffer(body[int(self.headers[HEADER_LENGTH]) :], "<f4")
            with computing:
                numbers = model.answer_to(picture.reshape(1, 3, side, side))
            content = numbers.astype("<f4").tobytes()
            described: dict[str, Any] = {"name": output, "datatype": "FP32", "shape": [1, classes]}
            described["parameters"] = {"binary_data_size": len(content)}
            head = json.dumps({"model_version": "1", "outputs": [described]}).encode()
            self._say(head + content, str(len(head)))

        def _say(self, content: bytes, header_length: str | None = None) -> None:
            """Send an answer."""
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            if header_length is not None:
                self.send_header(HEADER_LENGTH, header_length)
            self.end_headers()
            with suppress(BrokenPipeError):  # the client has given up
                self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), LiveCad(OnnxRuntimeSession(Path(sys.argv[2]).read_bytes())))
