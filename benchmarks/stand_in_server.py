"""An inference server of a few lines, as a process of its own: `python -m benchmarks.stand_in_server PORT MODEL`.

It speaks as much of the Open Inference Protocol v2 as a question takes, and computes the model as the engine does.
With `--pem FILE` it speaks TLS, with `--token TOKEN` it wants to be shown that, with `--pause SECONDS` it is slow.
"""

import argparse
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
import ssl
from threading import Lock
import time
from typing import Any, Final, override

import numpy as np

from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad

HEADER_LENGTH: Final = "Inference-Header-Content-Length"


def answering(model: LiveCad, token: str, pause: float) -> type[BaseHTTPRequestHandler]:
    """Return what answers each connection."""
    computing = Lock()
    output, side, classes = model.metadata.output, model.metadata.input_size, len(model.metadata.classes)

    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the standard library's name
            """Describe the model, whatever is asked."""
            if not self._is_allowed():
                return
            tensor = {"name": "input", "datatype": "FP32", "shape": [-1, 3, side, side]}
            answer = {"name": output, "datatype": "FP32", "shape": [-1, classes]}
            described = {"name": "face", "versions": ["1"], "inputs": [tensor], "outputs": [answer]}
            self._say(json.dumps(described).encode())

        def do_POST(self) -> None:  # the standard library's name
            """Compute one picture."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not self._is_allowed():
                return
            time.sleep(pause)
            picture = np.frombuffer(body[int(self.headers[HEADER_LENGTH]) :], "<f4")
            with computing:
                numbers = model.answer_to(picture.reshape(1, 3, side, side))
            content = numbers.astype("<f4").tobytes()
            described: dict[str, Any] = {"name": output, "datatype": "FP32", "shape": [1, classes]}
            described["parameters"] = {"binary_data_size": len(content)}
            head = json.dumps({"model_version": "1", "outputs": [described]}).encode()
            self._say(head + content, str(len(head)))

        def _is_allowed(self) -> bool:
            """Tell whether the token was shown, where one is wanted; who did not is refused."""
            if token and self.headers["Authorization"] != f"Bearer {token}":
                self._say(b"", status=HTTPStatus.UNAUTHORIZED)
                return False
            return True

        def _say(
            self, content: bytes, header_length: str | None = None, status: HTTPStatus = HTTPStatus.OK
        ) -> None:
            """Send an answer."""
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if header_length is not None:
                self.send_header(HEADER_LENGTH, header_length)
            self.end_headers()
            with suppress(BrokenPipeError):  # the client has given up
                self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    return Handler


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("port", type=int, help="of the loopback interface")
    parser.add_argument("model", type=Path, help="an ONNX file")
    parser.add_argument("--pem", type=Path, help="certificate and key, to speak TLS")
    parser.add_argument("--token", default="", help="what it wants to be shown")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds before each answer")
    options = parser.parse_args()
    model = LiveCad(OnnxRuntimeSession(options.model.read_bytes()))
    server = ThreadingHTTPServer(("127.0.0.1", options.port), answering(model, options.token, options.pause))
    if options.pem is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.pem)
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()


if __name__ == "__main__":
    main()
