"""Writes a small input and the output TorchScript gives for it, to test other engines against.

Usage: write_reference.py MODEL_DIR REFERENCE_DIR
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path)
    parser.add_argument("reference", type=Path)
    arguments = parser.parse_args()
    detector = torch.jit.load(str(arguments.models / "nanodet-g.pt")).eval()
    images = torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(64096))
    with torch.no_grad():
        predictions = detector(images)
    arguments.reference.mkdir(parents=True, exist_ok=True)
    images.numpy().astype("<f4").tofile(arguments.reference / "input-1x3x64x96.f32")
    predictions.numpy().astype("<f4").tofile(arguments.reference / "output.f32")
    highest = predictions[..., 0].max().item()
    print(f"input {list(images.shape)}, output {list(predictions.shape)}, highest score {highest:.4f}")


if __name__ == "__main__":
    main()
