"""The command `cost`: what a pre-training takes, on paper. Nothing of it was measured here.

The operations follow from a formula (`flops.py`), the rest from what is given: what share of a GPU's peak is used, what
an hour of it costs, how large a crop is and how long it takes to decode.
"""

import argparse
from dataclasses import replace

from .flops import PEAK_FLOPS, flops_per_picture
from .recipe import OBJECTIVES, PRESETS, PretrainRecipe

_MFU, _MFU_RANGE = 0.35, 0.10
_CROP_BYTES, _DECODE_MS = 22e3, 0.6
"""Mean of nine crops of photographs at 256 px; decoding and varying one was estimated."""
_PRICE_LOW, _PRICE_HIGH = 2.0, 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much is to be seen, on what, and the assumptions."""
    parser.add_argument(
        "--pictures", type=float, required=True, metavar="N", help="how many there are, e.g. 21e6"
    )
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--epochs", type=float, help="rounds over them")
    amount.add_argument("--samples", type=float, help="pictures seen (default: the preset's)")
    parser.add_argument("--preset", choices=PRESETS, default="base")
    parser.add_argument("--objective", choices=OBJECTIVES, default="pixels")
    parser.add_argument("--gpus", type=int, default=8)
    parser.add_argument("--gpu", choices=PEAK_FLOPS, default="H100")
    parser.add_argument(
        "--mfu", type=float, default=_MFU, help=f"share of the peak that is used (default: {_MFU})"
    )
    parser.add_argument(
        "--price",
        type=float,
        nargs=2,
        default=(_PRICE_LOW, _PRICE_HIGH),
        metavar=("LOW", "HIGH"),
        help=f"of a GPU for an hour (default: {_PRICE_LOW} {_PRICE_HIGH})",
    )


def run(options: argparse.Namespace) -> int:
    """Print hours, pictures a second, data rate and money, with what they rest on."""
    recipe = replace(PRESETS[options.preset], objective=options.objective)
    samples = options.samples or (options.epochs * options.pictures if options.epochs else recipe.samples)
    for line in describe(recipe, options, samples):
        print(line)
    return 0


def describe(recipe: PretrainRecipe, options: argparse.Namespace, samples: float) -> list[str]:
    """Return the lines of the answer."""
    flops = flops_per_picture(recipe)
    rate = pictures_per_second(flops, options.gpus, PEAK_FLOPS[options.gpu], options.mfu)
    hours = samples / rate / 3600
    slow, fast = (
        samples / pictures_per_second(flops, options.gpus, PEAK_FLOPS[options.gpu], mfu) / 3600
        for mfu in (max(0.05, options.mfu - _MFU_RANGE), options.mfu + _MFU_RANGE)
    )
    low, high = (hours * options.gpus * price for price in options.price)
    at, (cheap, dear) = f"{options.gpus} x {options.gpu}", options.price
    crops_gb, gb_per_second = options.pictures * _CROP_BYTES / 1e9, rate * _CROP_BYTES / 1e9
    rounds = samples / options.pictures
    return [
        f"{recipe.network}, {recipe.objective}: {flops / 1e9:.1f} GFLOP for each picture and step",
        f"{samples:.3g} samples, {rounds:.1f} rounds over {options.pictures:.3g} pictures",
        f"{at}: {hours:,.1f} h ({fast:,.1f} to {slow:,.1f}), {rate:,.0f} pictures/s",
        f"money: {low:,.0f} to {high:,.0f} at {cheap:g} to {dear:g} for a GPU and hour; storage and failures: more",
        f"data: {crops_gb:,.0f} GB of crops, read at {gb_per_second:.2f} GB/s",
        f"decoding: {rate * _DECODE_MS / 1e3:,.0f} CPU cores",
        f"rests on {options.mfu:.0%} of {PEAK_FLOPS[options.gpu] / 1e12:.0f} TFLOP/s in bf16",
        f"and on {_CROP_BYTES / 1e3:.0f} kB and {_DECODE_MS} ms of a core for each crop: on paper, not measured",
    ]


def pictures_per_second(flops: float, gpus: int, peak: float, mfu: float) -> float:
    """Return how many pictures of so many operations a group of GPUs sees in a second."""
    return gpus * peak * mfu / flops
