"""Pictures from a video, and from a picture to the network's input and back."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

# Blue, green, red.
MEAN = torch.tensor([103.53, 116.28, 123.675]).view(3, 1, 1)
STD = torch.tensor([57.375, 57.12, 58.395]).view(3, 1, 1)


@dataclass(frozen=True)
class Fitted:
    """A picture as network input, and how it was fitted: input = picture * scale + offset, in pixels."""

    image: Tensor
    scale: float
    left: int
    top: int


def frames(video: Path, count: int) -> Iterator[np.ndarray]:
    """The first frames in order, each [height, width, blue green red], uint8."""
    width, height = _size(video)
    command = ["ffmpeg", "-v", "error", "-i", str(video), "-frames:v", str(count), "-fps_mode", "passthrough"]
    command += ["-f", "rawvideo", "-pix_fmt", "bgr24", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as decoder:
        while len(data := decoder.stdout.read(width * height * 3)) == width * height * 3:
            yield np.frombuffer(data, np.uint8).reshape(height, width, 3)


def _size(video: Path) -> tuple[int, int]:
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_streams", "-of", "json", str(video)]
    stream = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["streams"][0]
    return stream["width"], stream["height"]


def letterbox(frame: np.ndarray, width: int, height: int) -> Fitted:
    """Scales without changing the picture's shape and centres it; what is left over becomes the mean colour."""
    frame_height, frame_width = frame.shape[:2]
    scale = min(width / frame_width, height / frame_height)
    size = round(frame_height * scale), round(frame_width * scale)
    pixels = torch.from_numpy(frame.copy()).permute(2, 0, 1).float()
    resized = F.interpolate(pixels[None], size=size, mode="bilinear", align_corners=False)[0]
    left, top = (width - size[1]) // 2, (height - size[0]) // 2
    image = torch.zeros(3, height, width)
    image[:, top : top + size[0], left : left + size[1]] = (resized - MEAN) / STD
    return Fitted(image[None], scale, left, top)
