"""A camera that speaks RTSP: plays raw pictures in a loop through GStreamer. Started by `rtsp_camera.py`.

GStreamer's bindings belong to the system's own Python, which may be older: this file runs with Python 3.11 and imports
nothing of the project. The first line of stdin is a JSON object with the fields of `rtsp_camera.Settings`; each line
after it is the number of the scene to show from now on. What it prints is the port.
"""

import json
from pathlib import Path
import sys
import threading
import time
from typing import Any

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402  # the versions come first

ENCODERS = {
    "h264": "x264enc name=encoder tune=zerolatency speed-preset=veryfast option-string=scenecut=0 "
    "key-int-max={keyframe_every} bitrate={kilobits_per_second} ! h264parse config-interval=-1 ! rtph264pay name=pay0",
    "h265": "x265enc name=encoder tune=zerolatency speed-preset=ultrafast key-int-max={keyframe_every} "
    "bitrate={kilobits_per_second} ! h265parse config-interval=-1 ! rtph265pay name=pay0",
    "mjpeg": "jpegenc quality=85 ! rtpjpegpay name=pay0",
}
NEEDED = ("appsrc", "x264enc", "h264parse", "rtph264pay", "jpegenc", "rtpjpegpay")
PATH = "/camera"
STAMP_BITS = 48
"""A picture's time, in milliseconds since the epoch, as light and dark squares along its lower edge."""


class Camera:
    """Feeds the pictures of the scene that is shown to whoever watches."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Read the clip."""
        self.settings = settings
        self.scene = 0
        self._pictures = Path(settings["clip"]).read_bytes()
        self._shown = 0

    def factory(self) -> GstRtspServer.RTSPMediaFactory:
        """Return what makes one encoder for all who watch."""
        settings = self.settings
        form = "video/x-raw,format=I420,width={width},height={height},framerate={frames_per_second}/1"
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(
            "( appsrc name=frames is-live=true format=time do-timestamp=true caps="
            + f"{form} ! {ENCODERS[settings['codec']]} )".format(**settings)
        )
        factory.set_shared(True)
        factory.connect("media-configure", self._feed)
        if settings["user"]:
            _ask_for_password(factory)
        return factory

    def _feed(self, _factory: object, media: GstRtspServer.RTSPMedia) -> None:
        """Begin to push pictures into a new encoder, until nobody watches."""
        source = media.get_element().get_child_by_name("frames")
        step = 1 / self.settings["frames_per_second"]
        begun = time.monotonic()
        pushed = 0

        def push() -> bool:
            nonlocal pushed
            if source.emit("push-buffer", Gst.Buffer.new_wrapped(self._picture())) != Gst.FlowReturn.OK:
                return False
            pushed += 1
            wait = begun + pushed * step - time.monotonic()
            GLib.timeout_add(max(0, round(wait * 1000)), push)
            return False

        GLib.timeout_add(0, push)

    def _picture(self) -> bytes:
        """Return the next picture of the scene, with its time where that is wanted."""
        settings = self.settings
        width, height = settings["width"], settings["height"]
        first, count = settings["scenes"][self.scene]
        size = width * height * 3 // 2
        start = (first + self._shown % count) * size
        self._shown += 1
        picture = self._pictures[start : start + size]
        return _stamped(picture, width, height) if settings["is_stamped"] else picture


def _stamped(picture: bytes, width: int, height: int) -> bytes:
    """Return the picture with the time in squares over its lower edge."""
    side = width // STAMP_BITS
    moment = int(time.time() * 1000)
    row = b"".join((b"\xeb" if moment >> bit & 1 else b"\x10") * side for bit in range(STAMP_BITS))
    stamped = bytearray(picture)
    for line in range(height - side, height):
        stamped[line * width : line * width + len(row)] = row
    return bytes(stamped)


def _ask_for_password(factory: GstRtspServer.RTSPMediaFactory) -> None:
    """Let in only who knows the password."""
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_role("owner")
    for action in ("access", "construct"):
        permissions.add_permission_for_role("owner", f"media.factory.{action}", True)  # noqa: FBT003  # GStreamer's own
    factory.set_permissions(permissions)


def _password_for(settings: dict[str, Any]) -> GstRtspServer.RTSPAuth:
    """Return who is let in."""
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "owner")
    auth = GstRtspServer.RTSPAuth()
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(settings["user"], settings["password"]), token)
    return auth


def _listen(camera: Camera) -> None:
    """Show the scenes that are asked for; end with whoever asks. Runs on a thread."""
    for line in sys.stdin:
        camera.scene = int(line)
    GLib.idle_add(sys.exit)


def main() -> None:
    """Serve until stdin closes; or with --check tell by the exit status whether everything is installed."""
    Gst.init(None)
    if sys.argv[1:] == ["--check"]:
        sys.exit(not all(map(Gst.ElementFactory.find, NEEDED)))
    camera = Camera(json.loads(sys.stdin.readline()))
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(camera.settings["port"]))
    if camera.settings["user"]:
        server.set_auth(_password_for(camera.settings))
    server.get_mount_points().add_factory(PATH, camera.factory())
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    threading.Thread(target=_listen, args=(camera,), daemon=True).start()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
