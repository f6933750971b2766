package io.headcount.edge.status;

/** A picture in JPEG form, in RAM. Immutable: whoever makes one gives its bytes away. */
public final class Jpeg {
  private final byte[] bytes;

  /** Takes over {@code bytes}; the caller must not write to them any more. */
  public Jpeg(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes themselves, not a copy, to be read only. */
  public byte[] bytes() {
    return bytes;
  }
}
