package io.headcount.edge.detect;

/**
 * How many frames are looked at side by side, and with how many threads each. Immutable.
 *
 * <p>Two frames with a thread each are done sooner than one after the other with two threads in
 * each: threads inside one inference wait for each other. But a camera is looked at frame by frame,
 * so lanes beyond the cameras would stand idle, and their threads serve better inside the others.
 *
 * @param count frames at a time
 * @param threads inside one inference
 */
public record Lanes(int count, int threads) {
  /** Each has memory of its own for what is between a network's layers. */
  private static final int MOST = 8;

  public Lanes {
    if (count < 1 || threads < 1) {
      throw new IllegalArgumentException(count + " lanes with " + threads + " threads");
    }
  }

  /**
   * For cameras that share a detector.
   *
   * @param cores that detection may use, at least a part of one
   * @param cameras at least 1
   * @param threads asked for inside one inference; 0 leaves it to the program
   */
  public static Lanes of(double cores, int cameras, int threads) {
    int whole = Math.max(1, (int) Math.ceil(cores));
    int most = Math.min(cameras, MOST);
    if (threads > 0) {
      return new Lanes(Math.clamp(whole / threads, 1, most), threads);
    }
    int count = Math.min(whole, most);
    return new Lanes(count, whole / count);
  }
}
