"""What loading left behind goes back to the system."""

import platform

import psutil
import pytest

from custom_components.digitalshadow.engine import freed_memory


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_freed_pieces_between_used_ones_are_given_back() -> None:
    # Too small for mappings of their own; each second one stays, so that the heap cannot simply shrink.
    pieces = [bytearray(50_000) for _ in range(2_000)]
    del pieces[::2]
    before = psutil.Process().memory_info().rss
    freed_memory.give_back()
    assert before - psutil.Process().memory_info().rss > 20_000_000
