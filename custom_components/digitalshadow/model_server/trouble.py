"""What can be wrong with an inference server."""

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a server or with its answer; keys of the dialog's texts."""

    UNREACHABLE = "server_unreachable"
    TOO_SLOW = "server_too_slow"
    CERTIFICATE = "server_certificate"
    CA_WITHOUT_KEY_USAGE = "server_ca_without_key_usage"
    FINGERPRINT = "server_fingerprint"
    REDIRECT = "server_redirect"
    UNAUTHORISED = "server_unauthorised"
    NO_SUCH_MODEL = "server_no_such_model"
    NOT_READY = "server_not_ready"
    REFUSED = "server_refused"
    TOO_LONG = "server_too_long"
    UNREADABLE = "server_unreadable"
    WRONG_SIGNATURE = "server_wrong_signature"
    OTHER_VERSION = "server_other_version"
    DISAGREES = "server_disagrees"


class ServerError(Exception):
    """The server did not do what was asked of it."""

    def __init__(self, trouble: Trouble) -> None:
        """Say what is wrong; what the server wrote stays out of it."""
        super().__init__(f"Expected an answer of the inference server, got trouble: {trouble}.")
        self.trouble = trouble
