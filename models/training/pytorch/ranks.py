"""The processes of one training: alone, or one of several that `torchrun` started on GPUs and machines."""

import os

import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment
from torch import distributed


class Ranks:
    """This process among its equals."""

    def __init__(self) -> None:
        """Join the others, if `torchrun` said that there are any."""
        self.rank = int(os.environ.get("RANK", "0"))
        """This process's number."""
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        """How many there are."""
        self.device = torch.device("cpu")
        """Where this process computes."""
        if torch.cuda.is_available():
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
            torch.cuda.set_device(self.device)
        if self.count > 1:
            distributed.init_process_group("nccl" if self.device.type == "cuda" else "gloo")

    @property
    def is_first(self) -> bool:
        """Whether this process writes and speaks for all."""
        return self.rank == 0

    @property
    def device_name(self) -> str:
        """What the device is called."""
        return torch.cuda.get_device_name(self.device) if self.device.type == "cuda" else "cpu"

    def say(self, text: str) -> None:
        """Print something once."""
        if self.is_first:
            print(text, flush=True)

    def wrap(self, network: torch.nn.Module) -> torch.nn.Module:
        """Return the network so that gradients are averaged over all processes."""
        if self.count == 1:
            return network
        own = [self.device.index] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(network, device_ids=own)

    def gather(self, own: dict[int, float]) -> dict[int, float]:
        """Return what all processes found, in each of them."""
        if self.count == 1:
            return own
        all_found: list[dict[int, float]] = [{} for _ in range(self.count)]
        distributed.all_gather_object(all_found, own)
        return {index: value for found in all_found for index, value in found.items()}

    def add_up(self, own: list[float]) -> list[float]:
        """Return the sums of what all processes have, in each of them."""
        if self.count == 1:
            return own
        numbers = torch.tensor(own, dtype=torch.float64, device=self.device)
        distributed.all_reduce(numbers)
        sums: list[float] = numbers.tolist()
        return sums

    def wait(self) -> None:
        """Wait until all processes are here."""
        if self.count > 1:
            distributed.barrier()

    def leave(self) -> None:
        """Part from the others."""
        if self.count > 1:
            distributed.destroy_process_group()
