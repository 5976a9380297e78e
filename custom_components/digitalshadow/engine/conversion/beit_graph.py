"""The computation of BEiT v2 as an ONNX graph without weights: the template that a conversion fills in.

It is written from this description instead of being kept as a file, so that any depth, width and input size has one; a
base network takes 40 KB. `beit_weights` names and makes the weights. Two multiplications are left out because they are
folded into weights: the attention's scale (into q), and the layer scale (into the last matrix of each branch). Position
tables stay as small as they are and are gathered, where exporters write them out for every pair of tokens.
"""

from typing import Final

from ..records.conversion_plan import Precision
from .beit import Architecture
from .onnx_writer import graph, header, node, value

IR_VERSION, OPSET = 8, 17
INPUT, OUTPUT = "input", "logits"
EPSILON: Final = 1e-6
"""What the layer norms of BEiT add to the variance."""


def template(size: Architecture, precision: Precision) -> bytes:
    """Return the graph as the beginning of an ONNX file; the same bytes for the same size and precision."""
    writer = _GraphWriter(size, precision)
    tokens = writer.embed()
    for index in range(size.depth):
        tokens = writer.block(f"blocks.{index}", tokens)
    writer.classify(tokens)
    inputs = [value(INPUT, "float32", ["N", 3, size.input_size, size.input_size])]
    outputs = [value(OUTPUT, "float32", ["N", size.classes])]
    return header("DigitalShadow", IR_VERSION, OPSET) + graph("BEiT v2", writer.nodes, inputs, outputs)


class _GraphWriter:
    """Collects nodes; each method returns the name of what it computes."""

    def __init__(self, size: Architecture, precision: Precision) -> None:
        """Begin with no nodes."""
        self._size = size
        self._precision = precision
        self.nodes: list[bytes] = []

    def embed(self) -> str:
        """Cut the picture into patches and put the class token before them: (N, tokens, width)."""
        patch = [self._size.patch_px] * 2
        kernel = self._widened("patch_embed.weight")
        grid = self._node(
            "Conv", [INPUT, kernel, "patch_embed.bias"], "patch_grid", kernel_shape=patch, strides=patch
        )
        rows = self._node("Reshape", [grid, "shape.patches"], "patch_rows")
        patches = self._node("Transpose", [rows], "patches", perm=[0, 2, 1])
        batch = self._node("Shape", [patches], "batch", start=0, end=1)
        shape = self._node("Concat", [batch, "shape.class_token"], "class_token_shape", axis=0)
        token = self._node("Expand", ["class_token", shape], "class_tokens")
        return self._node("Concat", [token, patches], "tokens", axis=1)

    def block(self, name: str, tokens: str) -> str:
        """Add one block: attention and feed-forward, each on top of what came in."""
        attended = self._attention(name, self._norm(f"{name}.norm1", tokens))
        tokens = self._node("Add", [tokens, attended], f"{name}.attended")
        inner = self._linear(f"{name}.fc1", self._norm(f"{name}.norm2", tokens))
        outer = self._linear(f"{name}.fc2", self._gelu(f"{name}.gelu", inner))
        return self._node("Add", [tokens, outer], f"{name}.output")

    def classify(self, tokens: str) -> None:
        """Average the patches, without the class token, and compute the logits."""
        patches = self._node("Slice", [tokens, "one", "end", "one"], "last_patches")
        mean = self._node("ReduceMean", [patches], "mean", axes=[1], keepdims=0)
        # The head has so few weights that rounding them would cost accuracy and save nothing.
        product = self._node("MatMul", [self._norm("fc_norm", mean), "head.weight"], "head.product")
        self._node("Add", [product, "head.bias"], OUTPUT)

    def _attention(self, name: str, tokens: str) -> str:
        """Let every token look at all others."""
        joint = self._linear(f"{name}.qkv", tokens)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.nodes.append(node("Split", [joint], parts, axis=2))
        query = self._by_head(parts[0], [0, 2, 1, 3])
        key = self._by_head(parts[1], [0, 2, 3, 1])
        values = self._by_head(parts[2], [0, 2, 1, 3])
        likeness = self._node("MatMul", [query, key], f"{name}.likeness")
        bias = self._node("Gather", [f"{name}.positions", "position_rows"], f"{name}.position_bias", axis=1)
        biased = self._node("Add", [likeness, bias], f"{name}.biased")
        attention = self._node("Softmax", [biased], f"{name}.attention", axis=-1)
        mixed = self._node("MatMul", [attention, values], f"{name}.mixed")
        turned = self._node("Transpose", [mixed], f"{name}.mixed_by_token", perm=[0, 2, 1, 3])
        merged = self._node("Reshape", [turned, "shape.merged"], f"{name}.merged")
        return self._linear(f"{name}.proj", merged)

    def _by_head(self, name: str, order: list[int]) -> str:
        """Split the last axis into heads and bring the axes into an order."""
        split = self._node("Reshape", [name, "shape.by_head"], f"{name}.by_head")
        return self._node("Transpose", [split], f"{name}.turned", perm=order)

    def _norm(self, name: str, tokens: str) -> str:
        """Normalise each token."""
        inputs = [tokens, f"{name}.weight", f"{name}.bias"]
        return self._node("LayerNormalization", inputs, f"{name}.output", axis=-1, epsilon=EPSILON)

    def _gelu(self, name: str, tokens: str) -> str:
        """Apply x (1 + erf(x / sqrt 2)) / 2, spelled as runtimes recognise it."""
        scaled = self._node("Div", [tokens, "root_of_two"], f"{name}.scaled")
        error = self._node("Erf", [scaled], f"{name}.erf")
        above = self._node("Add", [error, "one_float"], f"{name}.above")
        product = self._node("Mul", [tokens, above], f"{name}.product")
        return self._node("Mul", [product, "half"], f"{name}.output")

    def _linear(self, name: str, tokens: str) -> str:
        """Multiply by a matrix and add a bias."""
        if self._precision.levels:
            product = self._whole_numbers(name, tokens)
        else:
            product = self._node(
                "MatMul", [tokens, self._matrix(f"{name}.weight", tokens)], f"{name}.product"
            )
        return self._node("Add", [product, f"{name}.bias"], f"{name}.output")

    def _whole_numbers(self, name: str, tokens: str) -> str:
        """Multiply in 8-bit numbers: tokens rounded by their own range, weights by the range of each column."""
        rounded = [f"{name}.rounded", f"{name}.step", f"{name}.zero"]
        self.nodes.append(node("DynamicQuantizeLinear", [tokens], rounded))
        inputs = [rounded[0], f"{name}.weight", rounded[2], f"{name}.weight_zero"]
        product = self._node("MatMulInteger", inputs, f"{name}.whole")
        number = self._node("Cast", [product], f"{name}.number", to=1)
        steps = self._node("Mul", [rounded[1], f"{name}.weight_step"], f"{name}.steps")
        return self._node("Mul", [number, steps], f"{name}.product")

    def _matrix(self, name: str, tokens: str) -> str:
        """Return a matrix as float32. One that is stored as float16 is widened when the tokens are there.

        A runtime would otherwise widen them all while it loads the file, and keep both forms until it has: a base
        network would take 550 MB to load and 400 from then on, instead of 250.
        """
        if self._precision is not Precision.FP16:
            return name
        # Its own shape, 0 keeps a size, said in terms of what is not known before the tokens are.
        sizes = self._node("Shape", [tokens], f"{name}.sizes", start=0, end=2)
        kept = self._node("Sub", [sizes, sizes], f"{name}.kept")
        return self._widened(self._node("Reshape", [name, kept], f"{name}.waiting"))

    def _widened(self, name: str) -> str:
        """Return a weight as float32, from float16 where it is stored so."""
        if self._precision is not Precision.FP16:
            return name
        return self._node("Cast", [name], f"{name}.wide", to=1)

    def _node(self, operator: str, inputs: list[str], output: str, **attributes: float | list[int]) -> str:
        """Add a node with one output and return that output's name."""
        self.nodes.append(node(operator, inputs, [output], **attributes))
        return output
