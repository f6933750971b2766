"""Reads a TensorFlow.js graph model and rebuilds it as a channels-first torch module.

Only the operations that NanoDet-g uses are known. Anything else stops the export, so that a changed source cannot
be exported into something subtly different.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

VALID = base64.b64encode(b"VALID").decode()
TO_CHANNELS_LAST = [0, 2, 3, 1]
TO_CHANNELS_FIRST = [0, 3, 1, 2]
STORED_TYPES = {"float16": "<f2", "float32": "<f4", "int32": "<i4"}


@dataclass(frozen=True)
class Node:
    operation: str
    name: str
    inputs: list[str]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Source:
    """The nodes of a graph in its own order, and its constants by node name."""

    nodes: list[Node]
    constants: dict[str, np.ndarray]


@dataclass(frozen=True)
class Step:
    """One operation of the rebuilt network: which values it reads, which one it writes."""

    operation: nn.Module
    inputs: list[str]
    output: str


@dataclass(frozen=True)
class Shaped:
    """What is known of a value while building: its channels, its side for the source's square picture, its layout."""

    channels: int
    size: int
    channels_last: bool = False


def read(graph: Path) -> Source:
    model = json.loads(graph.read_text(encoding="utf-8"))
    constants: dict[str, np.ndarray] = {}
    for group in model["weightsManifest"]:
        data = b"".join((graph.parent / path).read_bytes() for path in group["paths"])
        constants |= _constants(group["weights"], data)
    nodes = [
        Node(node["op"], node["name"], node.get("input", []), node.get("attr", {}))
        for node in model["modelTopology"]["node"]
    ]
    return Source(nodes, constants)


def _constants(entries: list[dict[str, Any]], data: bytes) -> dict[str, np.ndarray]:
    constants, offset = {}, 0
    for entry in entries:
        stored = np.dtype(STORED_TYPES[entry.get("quantization", entry)["dtype"]])
        count = int(np.prod(entry["shape"], dtype=np.int64))
        values = np.frombuffer(data, stored, count, offset).reshape(entry["shape"])
        # Every float16 is a float32 too: widening loses nothing.
        constants[entry["name"]] = values.astype(entry["dtype"])
        offset += values.nbytes
    _require(offset == len(data), "the weights file is longer than its manifest says")
    return constants


class Concat(nn.Module):
    def forward(self, *parts: Tensor) -> Tensor:
        return torch.cat(parts, dim=1)


class Sum(nn.Module):
    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return left + right


class Double(nn.Module):
    """Bilinear, by a factor rather than to a size, so that any picture shape works."""

    def forward(self, values: Tensor) -> Tensor:
        return F.interpolate(values, scale_factor=2.0, mode="bilinear", align_corners=False)


class Channels(nn.Module):
    def __init__(self, start: int, count: int) -> None:
        super().__init__()
        self.start, self.count = start, count

    def forward(self, values: Tensor) -> Tensor:
        return values.narrow(1, self.start, self.count)


class Cells(nn.Module):
    """[N, C, H, W] to [N, H * W, C]: one row per cell, cells row by row."""

    def forward(self, values: Tensor) -> Tensor:
        return values.flatten(2).transpose(1, 2)


class Network(nn.Module):
    """The steps of a graph, one after the other. Tracing it leaves only the operations."""

    def __init__(self, steps: list[Step], source: str, outputs: list[str]) -> None:
        super().__init__()
        self.operations = nn.ModuleList(step.operation for step in steps)
        self.wiring = [(step.inputs, step.output) for step in steps]
        self.source, self.outputs = source, outputs

    def forward(self, images: Tensor) -> list[Tensor]:
        values = {self.source: images}
        for operation, (inputs, output) in zip(self.operations, self.wiring):
            values[output] = operation(*(values[name] for name in inputs))
        return [values[name] for name in self.outputs]

    def keep_scores(self, kept: list[int], of: int) -> None:
        """Leaves only these of the scores that begin the channels of each head; what follows them stays."""
        for operation, (inputs, _) in zip(self.operations, self.wiring):
            if isinstance(operation, Channels) and operation.start == 0:
                _require(operation.count == of, f"{operation.count} scores instead of {of}")
                heads = [step for step, (_, output) in zip(self.operations, self.wiring) if output == inputs[0]]
                _keep_channels(heads[0], kept + list(range(of, heads[0].out_channels)))
                operation.count = len(kept)
            elif isinstance(operation, Channels):
                _require(operation.start == of, f"the scores end at {operation.start} instead of {of}")
                operation.start = len(kept)


def _keep_channels(convolution: nn.Conv2d, kept: list[int]) -> None:
    convolution.weight.data = convolution.weight.data[kept].clone()
    convolution.bias.data = convolution.bias.data[kept].clone()
    convolution.out_channels = len(kept)


class Builder:
    """Turns nodes into steps.

    The source is a channels-first network wrapped into channels-last operations. A layout transpose therefore becomes
    a second name for the same value, a pad becomes the padding of the convolution or pool behind it, and an added
    constant becomes the bias of the convolution before it.
    """

    def __init__(self, source: Source, image_size: int) -> None:
        self.constants = source.constants
        self.image_size = image_size
        self.steps: list[Step] = []
        self.alias: dict[str, str] = {}
        self.shapes: dict[str, Shaped] = {}
        self.padded: set[str] = set()
        self.input = ""
        for node in source.nodes:
            self._node(node)

    def network(self, outputs: list[str]) -> Network:
        return Network(self.steps, self.input, [self._real(name) for name in outputs])

    def _node(self, node: Node) -> None:
        handlers = {
            "Placeholder": self._placeholder,
            "Identity": self._identity,
            "Transpose": self._transpose,
            "Pad": self._pad,
            "PadV2": self._pad_minus_infinity,
            "Conv2D": self._convolution,
            "Add": self._add,
            "MaxPool": self._max_pool,
            "LeakyRelu": self._leaky_relu,
            "Sigmoid": self._sigmoid,
            "ConcatV2": self._concat,
            "ResizeBilinear": self._resize,
            "SplitV": self._split,
            "Reshape": self._reshape,
        }
        # Arithmetic over constants only says how Reshape is to be shaped, which follows from the channels anyway.
        if node.operation in ("Const", "SparseToDense", "AddV2"):
            return
        _require(node.operation in handlers, f"{node.name}: operation {node.operation} is not known")
        handlers[node.operation](node)

    def _placeholder(self, node: Node) -> None:
        self.input = node.name
        self.shapes[node.name] = Shaped(channels=3, size=self.image_size)

    def _identity(self, node: Node) -> None:
        self._same(node.name, node.inputs[0], self.shapes[node.inputs[0]])

    def _transpose(self, node: Node) -> None:
        order, shape = self.constants[node.inputs[1]].tolist(), self.shapes[node.inputs[0]]
        if order == [0, 2, 1]:  # the last operation of each output; Reshape already made it cell by cell
            self._same(node.name, node.inputs[0], shape)
            return
        expected = TO_CHANNELS_FIRST if shape.channels_last else TO_CHANNELS_LAST
        _require(order == expected, f"{node.name}: order {order}")
        self._same(node.name, node.inputs[0], Shaped(shape.channels, shape.size, not shape.channels_last))
        if node.inputs[0] in self.padded:
            self.padded.add(node.name)

    def _pad(self, node: Node) -> None:
        shape, amounts = self.shapes[node.inputs[0]], self.constants[node.inputs[1]].tolist()
        _require(amounts == [[0, 0], [0, 0], [1, 1], [1, 1]], f"{node.name}: pads {amounts}")
        _require(not shape.channels_last, f"{node.name}: pads a channels-last value")
        self._same(node.name, node.inputs[0], shape)
        self.padded.add(node.name)

    def _pad_minus_infinity(self, node: Node) -> None:
        # Minus infinity is what a torch max pool pads with.
        value = self.constants[node.inputs[2]]
        _require(value == -np.inf, f"{node.name}: pads with {value}")
        self._pad(node)

    def _convolution(self, node: Node) -> None:
        shape, kernel = self.shapes[node.inputs[0]], self.constants[node.inputs[1]]
        height, width, channels_in, channels_out = kernel.shape
        _require(node.attributes["padding"]["s"] == VALID, f"{node.name}: pads by itself")
        stride = int(node.attributes["strides"]["list"]["i"][1])
        padding = 1 if node.inputs[0] in self.padded else 0
        _require(shape.channels_last and shape.channels == channels_in, f"{node.name}: input {shape}")
        _require(height == width == 2 * padding + 1, f"{node.name}: kernel {kernel.shape}, padding {padding}")
        convolution = nn.Conv2d(channels_in, channels_out, height, stride, padding)
        convolution.weight.data = torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy())
        nn.init.zeros_(convolution.bias)
        output = Shaped(channels_out, shape.size // stride, channels_last=True)
        self._step(convolution, node.inputs[:1], node.name, output)

    def _add(self, node: Node) -> None:
        if node.inputs[1] in self.constants:
            self._add_constant(node)
        else:
            self._add_values(node)

    def _add_constant(self, node: Node) -> None:
        step = self._producer(node.inputs[0])
        _require(isinstance(step.operation, nn.Conv2d), f"{node.name}: a constant is added to something else")
        step.operation.bias.data = torch.from_numpy(self.constants[node.inputs[1]])
        self._same(node.name, node.inputs[0], self.shapes[node.inputs[0]])

    def _max_pool(self, node: Node) -> None:
        shape = self.shapes[node.inputs[0]]
        for setting, expected in (("ksize", ["1", "3", "3", "1"]), ("strides", ["1", "2", "2", "1"])):
            _require(node.attributes[setting]["list"]["i"] == expected, f"{node.name}: {setting}")
        _require(node.inputs[0] in self.padded and shape.channels_last, f"{node.name}: input {shape}")
        output = Shaped(shape.channels, shape.size // 2, channels_last=True)
        self._step(nn.MaxPool2d(3, 2, 1), node.inputs, node.name, output)

    def _leaky_relu(self, node: Node) -> None:
        slope = round(float(node.attributes["alpha"]["f"]), 6)
        self._step(nn.LeakyReLU(slope), node.inputs, node.name, self.shapes[node.inputs[0]])

    def _sigmoid(self, node: Node) -> None:
        self._step(nn.Sigmoid(), node.inputs, node.name, self.shapes[node.inputs[0]])

    def _concat(self, node: Node) -> None:
        *parts, axis = node.inputs
        shapes = [self.shapes[part] for part in parts]
        _require(self.constants[axis] == 1 and not any(shape.channels_last for shape in shapes), f"{node.name}: axis")
        channels = sum(shape.channels for shape in shapes)
        self._step(Concat(), parts, node.name, Shaped(channels, shapes[0].size))

    def _add_values(self, node: Node) -> None:
        left, right = (self.shapes[part] for part in node.inputs)
        _require(left == right, f"{node.name}: adds {left} and {right}")
        self._step(Sum(), node.inputs, node.name, left)

    def _resize(self, node: Node) -> None:
        shape, size = self.shapes[node.inputs[0]], int(self.constants[node.inputs[1]][0])
        _require(shape.channels_last and node.attributes["half_pixel_centers"]["b"], f"{node.name}: layout or centres")
        _require(size in (shape.size * 2, shape.size // 2), f"{node.name}: from {shape.size} to {size}")
        # Halving bilinearly reads the middle of four pixels: their mean. Not counting a padding that is none spares
        # the ONNX file an empty Pad.
        operation = Double() if size > shape.size else nn.AvgPool2d(2, count_include_pad=False)
        self._step(operation, node.inputs[:1], node.name, Shaped(shape.channels, size, channels_last=True))

    def _split(self, node: Node) -> None:
        counts, shape = self.constants[node.inputs[1]].tolist(), self.shapes[node.inputs[0]]
        _require(self.constants[node.inputs[2]] == 1 and sum(counts) == shape.channels, f"{node.name}: splits {counts}")
        start = 0
        for index, count in enumerate(counts):
            output = node.name if index == 0 else f"{node.name}:{index}"
            self._step(Channels(start, count), node.inputs[:1], output, Shaped(count, shape.size))
            start += count

    def _reshape(self, node: Node) -> None:
        self._step(Cells(), node.inputs[:1], node.name, self.shapes[node.inputs[0]])

    def _step(self, operation: nn.Module, inputs: list[str], output: str, shape: Shaped) -> None:
        self.steps.append(Step(operation, [self._real(name) for name in inputs], output))
        self.shapes[output] = shape

    def _same(self, name: str, other: str, shape: Shaped) -> None:
        self.alias[name] = self._real(other)
        self.shapes[name] = shape

    def _real(self, name: str) -> str:
        return self.alias.get(name, name)

    def _producer(self, name: str) -> Step:
        return next(step for step in self.steps if step.output == self._real(name))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)
