"""Measures how well the detector finds people: AP50 over every fifth frame of a clip with known truth.

Usage: measure_ap.py MODEL VIDEO TRUTH WIDTHxHEIGHT...

MODEL is a TorchScript file, or an ONNX file: node runs that one with onnxruntime-node, which is taken from the current
folder. The truth is in MOT format: frame, identity, left, top, width, height, flag, ...; frames count from 1.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import pictures
from pictures import Fitted

STRIDES = (8, 16, 32)
SCORES = 1
PERSON = 0
BINS = 11
MIN_SCORE = 0.01
MAX_OVERLAP = 0.6
MATCH = 0.5
EVERY = 5


@dataclass(frozen=True)
class Boxes:
    """Corners (left, top, right, bottom) in pixels of the frame, and scores, best first."""

    corners: np.ndarray
    scores: np.ndarray


def read_truth(file: Path) -> dict[int, np.ndarray]:
    rows: dict[int, list[list[float]]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        frame, _, left, top, width, height, flag = (float(value) for value in line.split(",")[:7])
        if flag:
            rows[int(frame)].append([left, top, left + width, top + height])
    return {frame: np.array(boxes) for frame, boxes in rows.items()}


def cells(width: int, height: int) -> np.ndarray:
    """Centre and stride of each cell, in the order of the output's rows. A picture reaches from 0 to its width."""
    grids = []
    for stride in STRIDES:
        y, x = np.mgrid[0 : height // stride, 0 : width // stride].reshape(2, -1)
        grids.append(np.stack([(x + 0.5) * stride, (y + 0.5) * stride, np.full(x.size, stride)], axis=1))
    return np.concatenate(grids)


def decode(predictions: Tensor, fitted: Fitted) -> Boxes:
    height, width = fitted.image.shape[2:]
    centres = cells(width, height)
    scores = predictions[:, PERSON].numpy()
    bins = predictions[:, SCORES:].reshape(-1, 4, BINS)
    distances = (bins.softmax(dim=2) @ torch.arange(BINS).float()).numpy() * centres[:, 2:]
    corners = np.concatenate([centres[:, :2] - distances[:, :2], centres[:, :2] + distances[:, 2:]], axis=1)
    offset = np.array([fitted.left, fitted.top, fitted.left, fitted.top])
    return suppress((corners - offset) / fitted.scale, scores)


def suppress(corners: np.ndarray, scores: np.ndarray) -> Boxes:
    """Keeps the best of boxes that lie over each other."""
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] >= MIN_SCORE]
    kept: list[int] = []
    for index in order:
        if not kept or overlap(corners[index], corners[kept]).max() <= MAX_OVERLAP:
            kept.append(index)
    return Boxes(corners[kept], scores[kept])


def overlap(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union of one box with each of the others."""
    sides = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])
    shared = sides.clip(min=0).prod(axis=1)
    area = (box[2:] - box[:2]).prod()
    return shared / (area + (others[:, 2:] - others[:, :2]).prod(axis=1) - shared)


def match(found: Boxes, truth: np.ndarray) -> np.ndarray:
    """For each found box, best first: whether it hits a person no better one has hit."""
    free = np.ones(len(truth), bool)
    hits = np.zeros(len(found.scores), bool)
    for index, box in enumerate(found.corners):
        overlaps = np.where(free, overlap(box, truth), 0)
        best = int(overlaps.argmax())
        if overlaps[best] >= MATCH:
            free[best], hits[index] = False, True
    return hits


def average_precision(scores: np.ndarray, hits: np.ndarray, people: int) -> float:
    """The area under the curve of precision over recall, precision taken as the best at that recall or beyond."""
    hits = hits[np.argsort(-scores, kind="stable")]
    found = hits.cumsum()
    precision = np.maximum.accumulate((found / np.arange(1, len(hits) + 1))[::-1])[::-1]
    return float(precision[hits].sum() / people)


def run(model: Path, images: list[Tensor]) -> list[Tensor]:
    """The output for each image."""
    if model.suffix == ".onnx":
        return run_onnx(model, torch.cat(images))
    detector = torch.jit.load(str(model)).eval()
    with torch.no_grad():
        return [detector(image)[0] for image in images]


def run_onnx(model: Path, images: Tensor) -> list[Tensor]:
    script = Path(__file__).with_name("run_onnx.mjs")
    shape = [str(side) for side in images.shape]
    command = ["node", str(script), str(model.resolve()), *shape]
    done = subprocess.run(command, input=images.numpy().tobytes(), stdout=subprocess.PIPE, check=True)
    return list(torch.frombuffer(bytearray(done.stdout), dtype=torch.float32).view(len(images), -1, SCORES + 4 * BINS))


def measure(
    model: Path,
    frames: dict[int, np.ndarray],
    truth: dict[int, np.ndarray],
    width: int,
    height: int,
) -> float:
    scores, hits = [], []
    inputs = {number: pictures.letterbox(frame, width, height) for number, frame in frames.items()}
    outputs = run(model, [fitted.image for fitted in inputs.values()])
    for (number, fitted), output in zip(inputs.items(), outputs):
        found = decode(output, fitted)
        scores.append(found.scores)
        hits.append(match(found, truth[number]))
    people = sum(len(truth[number]) for number in frames)
    return average_precision(np.concatenate(scores), np.concatenate(hits), people)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("video", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("sizes", nargs="+", help="input size, such as 416x320")
    arguments = parser.parse_args()
    truth = read_truth(arguments.truth)
    frames = {
        number: frame
        for number, frame in enumerate(pictures.frames(arguments.video, max(truth)), start=1)
        if number % EVERY == 1 and number in truth
    }
    for size in arguments.sizes:
        width, height = (int(side) for side in size.split("x"))
        value = measure(arguments.model, frames, truth, width, height)
        print(f"{size} AP50 {value:.3f} over {len(frames)} frames", flush=True)


if __name__ == "__main__":
    main()
