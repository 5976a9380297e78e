"""Takes from a process what it never needs, as far as this kernel lets a process do that by itself.

A model or a picture that took the engine's process over could then not reach the network, change a file, start a
program or do anything to another process, also where Home Assistant runs as root. It could still read files, because
what Python and the runtimes read differs from system to system, and speak to Home Assistant over its pipe. The reader
of a live stream loses the same but the network.

Linux only, on x86-64 and 64-bit ARM; there is no library for this on PyPI that needs nothing installed, so the three
calls are made here. Whatever cannot be had is left out, and `Ready.confinement` says what was.
"""

from collections.abc import Mapping, Sequence
import ctypes
from enum import StrEnum
import errno
import os
from pathlib import Path
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER_MODE = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _BENEATH_PATH = 1, 1

_WRITES: Final = 0b0001_1111_1111_0010
"""Rights of Landlock's first version: writing into files, removing and making everything there is."""
_EXECUTE, _REFER, _TRUNCATE = 1 << 0, 1 << 13, 1 << 14
_REFER_SINCE, _TRUNCATE_SINCE = 2, 3

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ARCHITECTURE_AT, _NUMBER_AT = 4, 0
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000 | errno.EPERM
_X32: Final = 0x4000_0000
"""From here on calls of x86-64 mean those of another interface, with numbers of their own."""
_ARCHITECTURES: Final = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_REFUSED_CALLS: Final[Mapping[str, Mapping[str, tuple[int, ...]]]] = {
    # socket connect bind listen accept accept4 sendto
    "network": {
        "x86_64": (41, 42, 49, 50, 43, 288, 44),
        "aarch64": (198, 203, 200, 201, 202, 242, 206),
    },
    # execve execveat
    "programs": {"x86_64": (59, 322), "aarch64": (221, 281)},
    # ptrace process_vm_readv process_vm_writev kill pidfd_send_signal pidfd_getfd
    "processes": {"x86_64": (101, 310, 311, 62, 424, 438), "aarch64": (117, 270, 271, 129, 424, 438)},
    # mount umount2 pivot_root chroot unshare setns init_module finit_module delete_module kexec_load bpf
    # open_by_handle_at perf_event_open userfaultfd add_key request_key keyctl, io_uring_setup, which can do many
    "system": {
        "x86_64": (165, 166, 155, 161, 272, 308, 175, 313, 176, 246, 321, 304, 298, 323, 248, 249, 250, 425),
        "aarch64": (40, 39, 41, 51, 97, 268, 105, 273, 106, 104, 280, 265, 241, 282, 217, 218, 219, 425),
    },
}
"""What is refused: names of system calls by what they are for, and their numbers."""


class Confinement(StrEnum):
    """What was taken from the process."""

    NO_NEW_PRIVILEGES = "no_new_privileges"
    NO_NETWORK = "no_network"
    NO_WRITING = "no_writing"


def confine(writable: Sequence[Path] = (), *, needs_network: bool = False) -> tuple[Confinement, ...]:
    """Confine this process and all that it starts, for good; return what this kernel took.

    Files can be changed only beneath `writable`. Must run before there is another thread. What needs the network keeps
    it, and loses all else.
    """
    if sys.platform != "linux":
        return ()
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return ()
    taken = [Confinement.NO_NEW_PRIVILEGES]
    # The files first: calls that this needs are then free to be refused.
    if _forbid_writing(library, writable):
        taken.append(Confinement.NO_WRITING)
    if _refuse_calls(library, needs_network=needs_network) and not needs_network:
        taken.append(Confinement.NO_NETWORK)
    return tuple(taken)


def _forbid_writing(library: ctypes.CDLL, writable: Sequence[Path]) -> bool:
    """Let files be changed beneath some folders only, and no program be started, by Landlock; tell whether it does."""
    version = library.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = (
        _WRITES
        | (_REFER if version >= _REFER_SINCE else 0)
        | (_TRUNCATE if version >= _TRUNCATE_SINCE else 0)
    )
    handled = struct.pack("<Q", rights | _EXECUTE)
    ruleset = library.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if ruleset < 0:
        return False
    try:
        for folder in writable:
            if not _allow_beneath(library, ruleset, folder, rights):
                return False
        return bool(library.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow_beneath(library: ctypes.CDLL, ruleset: int, folder: Path, rights: int) -> bool:
    """Allow changes beneath a folder."""
    parent = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("<Qi", rights, parent)
        return bool(library.syscall(_ADD_RULE, ruleset, _BENEATH_PATH, beneath, 0) == 0)
    finally:
        os.close(parent)


def _refuse_calls(library: ctypes.CDLL, *, needs_network: bool) -> bool:
    """Have the kernel refuse calls that are not needed; tell whether it does."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES or sys.maxsize < 2**32:
        return False
    content = ctypes.create_string_buffer(filter_for(machine, needs_network=needs_network))
    # The length in instructions, and where they stand.
    program = struct.pack("<HxxxxxxQ", len(content.raw) // 8, ctypes.addressof(content))
    return bool(library.prctl(_SECCOMP, _FILTER_MODE, program, 0, 0) == 0)


def filter_for(machine: str, *, needs_network: bool = False) -> bytes:
    """Return the filter's instructions: an architecture that is not this one is refused whole."""
    numbers = sorted(
        number
        for purpose, calls in _REFUSED_CALLS.items()
        if not (needs_network and purpose == "network")
        for number in calls[machine]
    )
    head = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _REFUSE),
    ]
    body = [(_LOAD, 0, 0, _NUMBER_AT), (_IF_AT_LEAST, len(numbers) + 1, 0, _X32)]
    # Each comparison jumps over those that are left and over the permission behind them.
    tests = [(_IF_EQUAL, len(numbers) - index, 0, number) for index, number in enumerate(numbers)]
    tail = [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in (*head, *body, *tests, *tail))
