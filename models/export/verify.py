"""Runs the TorchScript export on fixed inputs and writes inputs and outputs for compare.mjs.

Usage: verify.py MODEL_DIR VIDEO WORK_DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

import pictures

SOURCE_SIZE = 416
# Height and width; batch. The source only knows 1 x 416 x 416; the rest compares the two exports with each other.
FREE_SHAPES = [(1, 256, 320), (1, 384, 640), (1, 640, 384), (2, 320, 416), (1, 32, 32)]


def noise(seed: int, batch: int, height: int, width: int) -> Tensor:
    return torch.randn(batch, 3, height, width, generator=torch.Generator().manual_seed(seed))


def cases(video: Path) -> dict[str, Tensor]:
    square = {f"noise {seed}": noise(seed, 1, SOURCE_SIZE, SOURCE_SIZE) for seed in (1, 2, 3)}
    *_, frame = pictures.frames(video, 100)
    square["video frame 100"] = pictures.letterbox(frame, SOURCE_SIZE, SOURCE_SIZE).image
    free = {f"noise {batch}x3x{height}x{width}": noise(4, batch, height, width) for batch, height, width in FREE_SHAPES}
    free["video frame 100, 416x320"] = pictures.letterbox(frame, 416, 320).image
    return square | free


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path)
    parser.add_argument("video", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    detector = torch.jit.load(str(arguments.models / "nanodet-g.pt")).eval()
    arguments.work.mkdir(parents=True, exist_ok=True)
    index = []
    for number, (name, images) in enumerate(cases(arguments.video).items()):
        with torch.no_grad():
            predictions = detector(images)
        images.numpy().tofile(arguments.work / f"{number}.input.f32")
        predictions.numpy().tofile(arguments.work / f"{number}.output.f32")
        index.append({"name": name, "shape": list(images.shape), "cells": predictions.shape[1]})
    (arguments.work / "cases.json").write_text(json.dumps(index), encoding="utf-8")


if __name__ == "__main__":
    main()
