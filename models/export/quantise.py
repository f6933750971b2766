"""Turns the detector into 8-bit integers: weights of 7 bits by channel, activations of 8 bits by tensor.

The ranges of the activations come from running the detector on pictures. The ONNX file keeps float operations between
QuantizeLinear and DequantizeLinear, which engines fuse into integer ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, helper, numpy_helper
from torch import Tensor, nn

import pictures
from tfjs_graph import Concat, Network

# Seven bits of weight: products of two neighbours then fit the 16 bits that processors without VNNI add them up in.
WEIGHT_LIMIT = 63
LEVELS = 255
SAMPLES = 5_000
SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
WEIGHT_SHRINKS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6)
INPUT = (416, 320)
STILLS = """basketball1.png messi5.jpg left01.jpg left07.jpg baboon.jpg building.jpg home.jpg fruits.jpg leuvenA.jpg
graf1.png aloeL.jpg board.jpg box_in_scene.png butterfly.jpg licenseplate_motion.jpg chicky_512.png""".split()
# The frames before are those that the detector is measured on.
CLIP, FIRST_FRAME, LAST_FRAME, EVERY = "vtest.avi", 401, 795, 20


@dataclass(frozen=True)
class Seen:
    """Values that one operation gave: a sample of them, the least and the greatest of all."""

    sample: np.ndarray
    least: float
    greatest: float

    def joined(self, other: Seen) -> Seen:
        sample = np.concatenate([self.sample, other.sample])
        return Seen(sample, min(self.least, other.least), max(self.greatest, other.greatest))


@dataclass(frozen=True)
class Scale:
    """A real value is (level - zero) * step, with levels 0 to 255."""

    step: float
    zero: int

    @staticmethod
    def between(low: float, high: float) -> Scale:
        step = float(np.float32(max(high - low, 1e-6) / LEVELS))
        return Scale(step, int(np.clip(round(-low / step), 0, LEVELS)))

    def error(self, values: np.ndarray) -> float:
        levels = np.clip(np.round(values / self.step) + self.zero, 0, LEVELS)
        return float((((levels - self.zero) * self.step - values) ** 2).mean())


def calibration_pictures(folder: Path) -> Iterator[np.ndarray]:
    for still in STILLS:
        yield from pictures.frames(folder / still, 1)
    for number, frame in enumerate(pictures.frames(folder / CLIP, LAST_FRAME), start=1):
        if number >= FIRST_FRAME and number % EVERY == 1:
            yield frame


def rearrange(network: Network) -> None:
    """The same function in operations that integers do better.

    A pool before the activation behind it gives the same, because the activation never falls; the activation then has a
    quarter of the work. The mean of four pixels as a convolution has fast integer code, as a pool it has none.
    """
    operations = network.operations
    channels: dict[int, int] = {}
    _watch(network, lambda number, output: channels.setdefault(number, output.shape[1]), [torch.zeros(1, 3, 64, 64)])
    for number, operation in enumerate(operations):
        if isinstance(operation, nn.MaxPool2d) and isinstance(operations[number - 1], nn.LeakyReLU):
            operations[number - 1], operations[number] = operation, operations[number - 1]
        elif isinstance(operation, nn.AvgPool2d):
            operations[number] = _mean_of_four(channels[number])


def _mean_of_four(channels: int) -> nn.Conv2d:
    convolution = nn.Conv2d(channels, channels, 2, 2, groups=channels)
    nn.init.constant_(convolution.weight, 0.25)
    nn.init.zeros_(convolution.bias)
    return convolution


def calibrate(network: Network, images: Iterable[np.ndarray]) -> dict[int, Scale]:
    """The scale of each operation's output, by the operation's number."""
    seen: dict[int, Seen] = {}

    def note(number: int, output: Tensor) -> None:
        values = output.numpy().ravel()
        chosen = np.random.RandomState(number).randint(0, values.size, SAMPLES)
        now = Seen(values[chosen], float(values.min()), float(values.max()))
        seen[number] = seen[number].joined(now) if number in seen else now

    _watch(network, note, (pictures.letterbox(image, *INPUT).image for image in images))
    for group in _joined(network):
        together = seen[group[0]]
        for number in group[1:]:
            together = together.joined(seen[number])
        seen |= dict.fromkeys(group, together)
    return {number: _best(values) for number, values in seen.items()}


def _watch(network: Network, note: Callable[[int, Tensor], object], images: Iterable[Tensor]) -> None:
    def hook(number: int) -> Callable[[nn.Module, tuple, Tensor], None]:
        def seen(_: nn.Module, __: tuple, output: Tensor) -> None:
            note(number, output)

        return seen

    handles = [operation.register_forward_hook(hook(number)) for number, operation in enumerate(network.operations)]
    for image in images:
        network(image)
    for handle in handles:
        handle.remove()


def _joined(network: Network) -> list[list[int]]:
    """What is joined shares a scale with what it is made of: then joining is copying."""
    makers = {output: number for number, (_, output) in enumerate(network.wiring)}
    groups: list[list[int]] = []
    for number, (operation, (inputs, _)) in enumerate(zip(network.operations, network.wiring)):
        if isinstance(operation, Concat):
            group = [number] + [makers[name] for name in inputs]
            for other in [other for other in groups if set(other) & set(group)]:
                groups.remove(other)
                group += [member for member in other if member not in group]
            groups.append(group)
    return groups


def _best(seen: Seen) -> Scale:
    """The range that loses least on average: a few great values are cut off so that the many get finer steps."""
    # Rounded, so that another processor's last bits do not give another file.
    low, high = float(f"{min(seen.least, 0):.3g}"), float(f"{max(seen.greatest, 0):.3g}")
    tried = [Scale.between(low * left, high * right) for left in (SHRINKS if low else (1.0,)) for right in SHRINKS]
    return min(tried, key=lambda scale: scale.error(seen.sample))


def quantise(model: ModelProto, scales: dict[int, Scale]) -> None:
    """Wraps what can run in integers. The first convolution reads too few channels to gain, the last give the result."""
    _Rewriting(model, scales).run()


class _Rewriting:
    def __init__(self, model: ModelProto, scales: dict[int, Scale]) -> None:
        self.graph = model.graph
        self.scales = scales
        self.weights = {each.name: each for each in model.graph.initializer}
        self.nodes: list[NodeProto] = []
        # The values that are integers, each with its scale.
        self.known: dict[str, Scale] = {}

    def run(self) -> None:
        nodes = [node for node in self.graph.node if not self._names_constant(node)]
        sliced = {node.input[0] for node in nodes if node.op_type == "Slice"}
        begun = False
        for node in nodes:
            output = node.output[0]
            begun = begun or node.op_type == "LeakyRelu"
            if not begun:
                self.nodes.append(node)
            elif not self.known:
                # Here integers begin: the first activation still is a float one.
                self.nodes.append(node)
                self._make_integer(output, self._scale(output))
            elif node.op_type == "Conv" and output in sliced:
                self._read_integers(node)
                self.nodes.append(node)
            elif node.op_type == "Conv":
                self._convolution(node)
            elif node.input and node.input[0] in self.known and node.op_type in ("LeakyRelu", "Concat", "Add", "Resize"):
                # Resizing keeps the scale: engines do it on the integers themselves.
                scale = self.known[node.input[0]] if node.op_type == "Resize" else self._scale(output)
                self._read_integers(node)
                self.nodes.append(node)
                self._make_integer(output, scale)
            else:
                self.nodes.append(node)
        del self.graph.node[:]
        self.graph.node.extend(self.nodes)
        read = {name for node in self.nodes for name in node.input}
        for constant in [each for each in self.graph.initializer if each.name not in read]:
            self.graph.initializer.remove(constant)

    def _names_constant(self, node: NodeProto) -> bool:
        """The exporter stores equal constants once, and gives them their other names by nodes."""
        if node.op_type != "Identity" or node.input[0] not in self.weights:
            return False
        self.weights[node.output[0]] = self.weights[node.input[0]]
        return True

    def _convolution(self, node: NodeProto) -> None:
        source, kernel, offsets = node.input
        step = self.known[source].step
        weights, bias = (numpy_helper.to_array(self.weights[name]) for name in (kernel, offsets))
        steps = _weight_steps(weights)
        levels = np.clip(np.round(weights / steps[:, None, None, None]), -WEIGHT_LIMIT, WEIGHT_LIMIT)
        both = (np.float32(step) * steps).astype(np.float32)
        self._read_integers(node)
        # Named by the node: two nodes may share a constant.
        node.input[1] = self._constant(node.output[0] + ".weight", levels.astype(np.int8), steps)
        node.input[2] = self._constant(node.output[0] + ".bias", np.round(bias / both).astype(np.int32), both)
        self.nodes.append(node)
        self._make_integer(node.output[0], self._scale(node.output[0]))

    def _constant(self, name: str, levels: np.ndarray, steps: np.ndarray) -> str:
        self._store(name, levels)
        self._store(name + ".step", steps)
        self._store(name + ".zero", np.zeros(len(steps), levels.dtype))
        inputs = [name, name + ".step", name + ".zero"]
        self.nodes.append(helper.make_node("DequantizeLinear", inputs, [name + ".float"], axis=0))
        return name + ".float"

    def _make_integer(self, name: str, scale: Scale) -> None:
        self.known[name] = scale
        self._store(name + ".step", np.array(scale.step, np.float32))
        self._store(name + ".zero", np.array(scale.zero, np.uint8))
        both = [name + ".step", name + ".zero"]
        self.nodes.append(helper.make_node("QuantizeLinear", [name, *both], [name + ".level"]))
        self.nodes.append(helper.make_node("DequantizeLinear", [name + ".level", *both], [name + ".float"]))

    def _read_integers(self, node: NodeProto) -> None:
        for index, name in enumerate(node.input):
            if name in self.known:
                node.input[index] = name + ".float"

    def _scale(self, name: str) -> Scale:
        return self.scales[int(name.split("operations.")[1].split("/")[0])]

    def _store(self, name: str, values: np.ndarray) -> None:
        self.graph.initializer.append(numpy_helper.from_array(values, name))


def _weight_steps(weights: np.ndarray) -> np.ndarray:
    """By channel, the step that loses least."""
    by_channel = weights.reshape(len(weights), -1)
    greatest = np.abs(by_channel).max(axis=1, keepdims=True) / WEIGHT_LIMIT

    def error(shrink: float) -> np.ndarray:
        steps = greatest * shrink
        levels = np.clip(np.round(by_channel / steps), -WEIGHT_LIMIT, WEIGHT_LIMIT)
        return ((levels * steps - by_channel) ** 2).sum(axis=1)

    best = np.argmin([error(shrink) for shrink in WEIGHT_SHRINKS], axis=0)
    return (greatest[:, 0] * np.array(WEIGHT_SHRINKS)[best]).astype(np.float32)
