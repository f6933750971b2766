"""Exports NanoDet-g from its TensorFlow.js graph to TorchScript and ONNX, for pictures of any shape.

Usage: export_nanodet.py SOURCE_DIR TARGET_DIR (PICTURES_DIR | --bf16)
"""

from __future__ import annotations

import argparse
import hashlib
import io
import warnings
import zipfile
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

import quantise
import tfjs_graph
from tfjs_graph import Network

SOURCE_SIZE = 416
# In the order of the strides 8, 16, 32.
SCORES = ["Identity", "Identity_1", "Identity_2"]
DISTANCES = ["Identity_3", "Identity_4", "Identity_5"]
CLASSES = 80
PERSON = 0
COLUMNS = 1 + 4 * 11
OPSET = 13
# The earliest time a zip entry can carry.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Detector(nn.Module):
    """The network with its six outputs joined into one table: a row per cell, a score, then 44 distance bins."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        outputs = self.network(images)
        scores, distances = outputs[: len(SCORES)], outputs[len(SCORES) :]
        return torch.cat([torch.cat(pair, dim=2) for pair in zip(scores, distances)], dim=1)


def load(graph: Path) -> Detector:
    source = tfjs_graph.read(graph)
    network = tfjs_graph.Builder(source, SOURCE_SIZE).network(SCORES + DISTANCES)
    # The scores of other things are read by nobody, and the person's does not depend on them.
    network.keep_scores([PERSON], CLASSES)
    return Detector(network).eval()


def example() -> Tensor:
    # Not square, so that a height taken for a width would show; more than one picture for the same reason.
    return torch.zeros(2, 3, 320, 416)


def export_torchscript(detector: nn.Module, target: Path) -> None:
    # Two tracings in bfloat16 differ by their rounding, so they are not compared.
    traced = torch.jit.freeze(torch.jit.trace(detector, example(), check_trace=False))
    buffer = io.BytesIO()
    torch.jit.save(traced, buffer)
    repack(buffer, target)


def repack(saved: io.BytesIO, target: Path) -> None:
    """Writes the archive again, the same bytes each time.

    Debug records are left out: they hold the paths of this script, and nothing needs them. The weights were float16
    once, so 13 of their 32 bits are zero: compressing them takes 40 percent off.
    """
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in source.namelist():
            if not name.endswith(".debug_pkl"):
                entry = zipfile.ZipInfo(name, ZIP_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, source.read(name))


class ChannelsLast(nn.Module):
    """The same detector with its values in the order that PyTorch's convolutions are fastest in on processors."""

    def __init__(self, detector: Detector, computed_in: torch.dtype) -> None:
        super().__init__()
        self.detector = detector.to(computed_in).to(memory_format=torch.channels_last)
        self.computed_in = computed_in

    def forward(self, images: Tensor) -> Tensor:
        return self.detector(images.to(self.computed_in).contiguous(memory_format=torch.channels_last)).float()


def export_onnx(detector: Detector, target: Path) -> None:
    torch.onnx.export(
        detector,
        example(),
        str(target),
        opset_version=OPSET,
        input_names=["images"],
        output_names=["predictions"],
        dynamic_axes={"images": {0: "batch", 2: "height", 3: "width"}, "predictions": {0: "batch", 1: "cells"}},
    )
    state_columns(target)


def state_columns(target: Path) -> None:
    """The exporter loses the fixed last dimension of the output among the free ones."""
    model = onnx.load(str(target))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = COLUMNS
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def export_integers(detector: Detector, calibration: Path, target: Path) -> None:
    quantise.rearrange(detector.network)
    scales = quantise.calibrate(detector.network, quantise.calibration_pictures(calibration))
    export_onnx(detector, target)
    model = onnx.load(str(target))
    quantise.quantise(model, scales)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder with nanodet.json and nanodet.bin")
    parser.add_argument("target", type=Path, help="folder to write to")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("pictures", type=Path, nargs="?", help="folder with the pictures that the integers' ranges are from")
    kind.add_argument("--bf16", action="store_true", help="write only nanodet-g-bf16.pt, for processors with bfloat16")
    arguments = parser.parse_args()
    graph, target = arguments.source / "nanodet.json", arguments.target
    # The exporter cannot infer the shape of an absent optional input, which does not matter here.
    warnings.filterwarnings("ignore", message="The shape inference of prim::Constant type is missing")
    with torch.no_grad():
        if arguments.bf16:
            files = [target / "nanodet-g-bf16.pt"]
            export_torchscript(ChannelsLast(load(graph), torch.bfloat16).eval(), files[0])
        else:
            files = [target / "nanodet-g.onnx", target / "nanodet-g-int8.onnx", target / "nanodet-g.pt"]
            export_onnx(load(graph), files[0])
            export_integers(load(graph), arguments.pictures, files[1])
            export_torchscript(ChannelsLast(load(graph), torch.float32).eval(), files[2])
    for file in files:
        print(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}  {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
