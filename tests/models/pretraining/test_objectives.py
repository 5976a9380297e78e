"""What is hidden from the network and what it must say, computed by PyTorch in the workshop's own environment."""

import json
from pathlib import Path
import subprocess

import pytest

from models.environment import ENVIRONMENT_PYTHON
from tests.face_models import needs_pytorch

pytestmark = [needs_pytorch, pytest.mark.timeout(600)]
REPOSITORY = Path(__file__).parents[3]

PROGRAM = """
import json, math
from dataclasses import replace
import numpy as np, torch
from PIL import Image
from models.pretraining.flops import flops_per_picture
from models.pretraining.pytorch.masking import MaskedFeatures, MaskedPixels, encode_visible, normalise, patches_of
from models.pretraining.pytorch.monitor import Labelled, effective_rank, probe, watch
from models.pretraining.pytorch.stream import Batches, permutation, vary
from models.pretraining.recipe import PRESETS
torch.manual_seed(1)
tiny = PRESETS['tiny']
objective = MaskedPixels(tiny)
for block in objective.encoder.blocks:
    torch.nn.init.normal_(block.attn.relative_position_bias_table, std=0.5)
pictures = torch.randint(0, 256, (3, 3, 64, 64), dtype=torch.uint8)
found = {}
with torch.no_grad():
    everything = torch.arange(64).expand(3, -1)
    own = objective.encoder.forward_features(normalise(pictures))
    gathered = encode_visible(objective.encoder, normalise(pictures), everything)
    found['all_visible'] = float((own - gathered).abs().max())
    order = torch.stack([torch.randperm(64) for _ in range(3)])
    shuffled = encode_visible(objective.encoder, normalise(pictures), order)[:, 1:]
    back = torch.zeros_like(shuffled).scatter(1, order[:, :, None].expand_as(shuffled), shuffled)
    found['any_order'] = float((back - own[:, 1:]).abs().max())
    visible, hidden = order[:, :16], order[:, 16:]
    before = float(objective(pictures, visible, hidden))
    changed = pictures.clone()
    for number in range(3):
        for place in hidden[number].tolist():
            row, column = divmod(place, 8)
            changed[number, :, row*8:row*8+8, column*8:column*8+8] = 7
    tokens = encode_visible(objective.encoder, normalise(pictures), visible)
    found['sees_hidden'] = float((encode_visible(objective.encoder, normalise(changed), visible) - tokens).abs().max())
    brighter = torch.clamp(pictures.float() * 0.5 + 60, 0, 255)
    one, other = (patches_of(normalise(p), 8) for p in (pictures.float(), brighter))
    found['patch'] = torch.equal(one[0, 9].reshape(8, 8, 3), normalise(pictures)[0, :, 8:16, 8:16].permute(1, 2, 0))
losses = []
optimizer = torch.optim.AdamW(objective.parameters(), 3e-3)
for _ in range(60):
    loss = objective(pictures, visible, hidden)
    optimizer.zero_grad(); loss.backward(); optimizer.step(); losses.append(float(loss.detach()))
found['pixels'] = [losses[0], losses[-1]]
found['no_gradient'] = [n for n, p in objective.named_parameters() if p.grad is None]

class Teacher(torch.nn.Module):
    embed_dim, num_prefix_tokens = 24, 1
    def __init__(self):
        super().__init__()
        self.patch_embed = torch.nn.Module(); self.patch_embed.patch_size = (14, 14)
        self.project = torch.nn.Conv2d(3, 24, 14, 14)
    def forward_features(self, shown):
        assert shown.shape[2:] == (112, 112)
        return torch.nn.functional.pad(self.project(shown).flatten(2).transpose(1, 2), (0, 0, 1, 0))

features = MaskedFeatures(replace(tiny, masked=0.4), Teacher())
found['teacher_is_saved'] = [n for n in features.state_dict() if 'project' in n]
losses = []
optimizer = torch.optim.AdamW(features.parameters(), 3e-3)
for _ in range(60):
    loss = features(pictures, order[:, :38], order[:, 38:])
    optimizer.zero_grad(); loss.backward(); optimizer.step(); losses.append(float(loss.detach()))
found['features'] = [losses[0], losses[-1]]

recipe = replace(tiny, batch=10, micro_batch=3, samples=70)
whole = [Batches(recipe, 25, 0, 1, 0).of_step(step) for step in range(7)]
shares = [[one for rank in range(3) for one in Batches(recipe, 25, rank, 3, step).of_step(step)] for step in range(7)]
found['shares'] = whole == shares
found['micro'] = [len(one) for one in list(Batches(recipe, 25, 0, 3, 5))]
rounds = [[p for _, p in whole[0] + whole[1]], [p for _, p in whole[2] + whole[3]]]
found['rounds'] = [len(set(one)) for one in rounds] + [rounds[0] == rounds[1]]
found['permutation'] = sorted(permutation(1, 0, 25).tolist()) == list(range(25))
ramp = Image.fromarray(np.tile(np.arange(100, dtype=np.uint8)[None, :, None], (100, 1, 3)))
same = np.asarray(vary(ramp, np.array([1.0, 0.5, 0, 0, 0.9]), tiny))
mirrored = np.asarray(vary(ramp, np.array([1.0, 0.5, 0, 0, 0.1]), tiny))
small = np.asarray(vary(ramp, np.array([0.0, 0.5, 0.0, 0.0, 0.9]), tiny))
found['vary'] = [bool((same[:, ::-1] == mirrored).all()), int(same[0, -1, 0]), int(small[0, -1, 0])]

spread = torch.eye(64, dtype=torch.float64).repeat(4, 1)
line = torch.linspace(0, 1, 64, dtype=torch.float64)[:, None] * torch.ones(1, 64, dtype=torch.float64)
found['rank'] = [effective_rank(spread), effective_rank(line)]
class Constant(torch.nn.Module):
    def __init__(self):
        super().__init__(); self.weight = torch.nn.Parameter(torch.zeros(1))
    def forward_features(self, pictures):
        return torch.ones(len(pictures), 65, 64) + 1e-9 * pictures.mean((1, 2, 3))[:, None, None]
some = normalise(torch.nn.functional.interpolate(torch.rand(64, 3, 3, 3) * 255, (64, 64)))
found['collapsed'] = [watch(Constant(), some)['is_collapsed'], watch(objective.encoder, some)['is_collapsed']]
random = np.random.default_rng(0)
truth = np.arange(400) % 2 == 1
plain = random.normal(0, 1, (1600, 8)); plain[:, 3] += np.repeat(truth, 4) * 2
names = tuple(f'{n:04d}' for n in range(400) for _ in range(4))
found['probe'] = probe(Labelled(plain, names, np.repeat(truth, 4)))
found['chance'] = probe(Labelled(plain, names, np.repeat(random.permutation(truth), 4)), (128,), 20)
found['base_flops'] = flops_per_picture(PRESETS['base'])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    """What PyTorch answers, asked of one process: it takes seconds to come up."""
    ended = subprocess.run(
        [ENVIRONMENT_PYTHON, "-c", PROGRAM], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    answers: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return answers


def test_with_every_patch_visible_it_is_timms_own_network(found: dict[str, float]) -> None:
    assert found["all_visible"] <= 1e-6


def test_the_position_bias_goes_with_the_patch_in_whatever_order(found: dict[str, float]) -> None:
    assert found["any_order"] <= 1e-5


def test_the_encoder_sees_nothing_of_what_is_hidden(found: dict[str, float]) -> None:
    assert found["sees_hidden"] == 0


def test_patches_are_numbered_row_by_row(found: dict[str, bool]) -> None:
    assert found["patch"]


@pytest.mark.parametrize("objective", ["pixels", "features"])
def test_both_objectives_can_be_learnt(found: dict[str, list[float]], objective: str) -> None:
    first, last = found[objective]
    assert last < 0.7 * first


def test_nothing_but_the_norm_that_fine_tuning_first_uses_is_left_untrained(
    found: dict[str, list[str]],
) -> None:
    assert found["no_gradient"] == ["encoder.fc_norm.weight", "encoder.fc_norm.bias"]


def test_a_teacher_is_no_part_of_what_is_saved(found: dict[str, list[str]]) -> None:
    assert found["teacher_is_saved"] == []


def test_processes_share_the_very_batch_that_one_would_see(found: dict[str, bool]) -> None:
    """Three processes of a batch of ten, which cannot be divided by three."""
    assert found["shares"]


def test_a_share_is_cut_into_micro_batches_from_the_step_on_where_it_was_left(
    found: dict[str, list[int]],
) -> None:
    assert found["micro"] == [3, 3]


def test_every_round_has_its_own_order_and_shows_nobody_twice(found: dict[str, list[object]]) -> None:
    assert found["rounds"] == [20, 20, False]
    assert found["permutation"]


def test_a_crop_is_varied_by_five_numbers(found: dict[str, list[int]]) -> None:
    """On a ramp from 0 to 99: mirrored; all of its width; 0.63 of its width."""
    is_mirrored, whole, part = found["vary"]
    assert is_mirrored
    assert whole == pytest.approx(98, abs=2)
    assert part == pytest.approx(63, abs=2)


def test_the_effective_rank_counts_directions(found: dict[str, list[float]]) -> None:
    assert found["rank"] == pytest.approx([63, 1], abs=0.1)


def test_an_encoder_for_which_everything_looks_alike_gives_the_alarm(found: dict[str, list[bool]]) -> None:
    assert found["collapsed"] == [True, False]


def test_the_probe_finds_what_is_there_and_only_as_far_as_there_are_people(
    found: dict[str, dict[str, float]],
) -> None:
    """200 people are there to learn from: 512 cannot be drawn."""
    assert set(found["probe"]) == {"32", "128"}
    assert found["probe"]["128"] > 0.95
    assert found["chance"]["128"] == pytest.approx(0.5, abs=0.06)


def test_a_step_of_the_base_network_takes_the_operations_that_were_published(found: dict[str, float]) -> None:
    """58.6 GFLOP a picture make the published time of a masked autoencoder 37 % of its GPUs' peak."""
    assert found["base_flops"] == pytest.approx(58.6e9, rel=0.02)
    samples_a_second = 800 * 1.281e6 / (18 * 3600) / 8
    assert samples_a_second * found["base_flops"] / 312e12 == pytest.approx(0.37, abs=0.02)
