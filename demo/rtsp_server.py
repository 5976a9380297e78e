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
from gi.repository import Gio, GLib, Gst, GstRtspServer  # noqa: E402  # the versions come first

ENCODERS = {
    "h264": "x264enc name=encoder tune=zerolatency speed-preset=veryfast option-string=scenecut=0 "
    "key-int-max={keyframe_every} bitrate={kilobits_per_second} ! h264parse config-interval=-1 ! rtph264pay name=pay0",
    "h265": "x265enc name=encoder tune=zerolatency speed-preset=ultrafast key-int-max={keyframe_every} "
    "bitrate={kilobits_per_second} ! h265parse config-interval=-1 ! rtph265pay name=pay0",
    "mjpeg": "jpegenc quality=85 ! rtpjpegpay name=pay0",
}
NEEDED = (
    *("rtspsrc", "appsrc", "x264enc", "h264parse", "rtph264pay"),
    *("x265enc", "h265parse", "rtph265pay", "jpegenc", "rtpjpegpay"),
)
PATH = "/camera"
_COMES_AGAIN_MS = 3000
STAMP_BITS = 48
"""A picture's time, in milliseconds since the epoch, as light and dark squares along its lower edge."""


class Camera:
    """Feeds the pictures of the scene that is shown to whoever watches."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Read the clip."""
        self.settings = settings
        self.scene = 0
        self.viewer: Viewer | None = None
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
        """Push pictures into a new encoder, in time."""
        source = media.get_element().get_child_by_name("frames")
        step = 1 / self.settings["frames_per_second"]
        begun = time.monotonic()
        pushed, is_wanted = 0, True

        def end(_media: object) -> None:
            nonlocal is_wanted
            is_wanted = False

        def push() -> bool:
            nonlocal pushed
            if is_wanted:
                source.emit("push-buffer", Gst.Buffer.new_wrapped(self._picture()))
                pushed += 1
                wait = begun + pushed * step - time.monotonic()
                GLib.timeout_add(max(0, round(wait * 1000)), push)
            return False

        media.connect("unprepared", end)
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


def _auth_of(settings: dict[str, Any]) -> GstRtspServer.RTSPAuth:
    """Return who is let in, and what encrypts what they see."""
    auth = GstRtspServer.RTSPAuth()
    if settings["user"]:
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "owner")
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(settings["user"], settings["password"]), token)
    if settings["certificate"]:
        pem = settings["certificate"]
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_pem(pem, len(pem)))
    return auth


class Viewer:
    """Watches the camera itself, so that it encodes all the time, as cameras do, whether anybody else watches or not.

    GStreamer 1.22 now and then begins a stream without ever sending a picture; then the viewer comes anew.
    """

    def __init__(self, port: int, settings: dict[str, Any]) -> None:
        """Come, and come again until there is a picture; then say the port."""
        self._port, self._settings = port, settings
        self._pipeline: Gst.Element | None = None
        self._has_seen = False
        self.come()
        GLib.timeout_add(_COMES_AGAIN_MS, self.come)

    def come(self) -> bool:
        """Connect anew unless there was a picture; tell whether to look again."""
        if self._has_seen:
            return False
        if self._pipeline is not None:
            self._pipeline.set_state(Gst.State.NULL)
        scheme = "rtsps" if self._settings["certificate"] else "rtsp"
        address = f"{scheme}://127.0.0.1:{self._port}{PATH}"
        self._pipeline = Gst.parse_launch(
            f"rtspsrc name=source protocols=tcp location={address} ! fakesink name=sink signal-handoffs=true"
        )
        source = self._pipeline.get_by_name("source")
        source.set_property("tls-validation-flags", Gio.TlsCertificateFlags.NO_FLAGS)
        source.set_property("user-id", self._settings["user"])
        source.set_property("user-pw", self._settings["password"])
        self._pipeline.get_by_name("sink").connect("handoff", self._see)
        self._pipeline.set_state(Gst.State.PLAYING)
        return True

    def _see(self, *_picture: object) -> None:
        """Say the port with the first picture; runs on GStreamer's thread."""
        if not self._has_seen:
            self._has_seen = True
            print(self._port, flush=True)


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
    if camera.settings["user"] or camera.settings["certificate"]:
        server.set_auth(_auth_of(camera.settings))
    server.get_mount_points().add_factory(PATH, camera.factory())
    server.attach(None)
    camera.viewer = Viewer(server.get_bound_port(), camera.settings)
    threading.Thread(target=_listen, args=(camera,), daemon=True).start()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
