package io.headcount.edge.capture;

/** Which part of the box decodes a camera's video. */
public enum Decoding {
  /** The first of the box's graphics processors that can, else the processor. */
  AUTO,
  /** The processor. */
  PROCESSOR,
  /** A graphics processor through VA-API, as of Intel and AMD; nothing else. */
  VAAPI,
  /** An NVIDIA graphics processor; nothing else. */
  NVDEC
}
