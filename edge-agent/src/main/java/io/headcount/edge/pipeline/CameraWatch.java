package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.GreyPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches one camera no closer than what is to be seen calls for: from each frame to an
 * observation, with a look of the detector or without. Confined to the thread of its camera; its
 * only time is that of the frames.
 */
public final class CameraWatch {
  private final CameraTracker tracker;
  private final MotionGate gate;
  private LineWatch lines;
  private final Attention attention;
  private final boolean always;
  private final InputSize size;

  /** What a frame calls for. */
  public enum Need {
    /** Nothing: the last observation is recent enough. */
    NOTHING,
    /** Nothing moved since the last look: {@link #repeat}. */
    REPEAT,
    /** {@link #look}. */
    LOOK
  }

  /**
   * @param region where people are looked for; empty is the whole picture
   * @param lines that people are counted at
   * @param pace shortest time between two observations; empty leaves it to what is to be seen
   * @param always whether every frame is looked at that keeps to the pace
   * @param size how large the picture is shown to the network
   */
  public CameraWatch(
      CameraTracker tracker,
      Optional<Polygon> region,
      List<CountingLine> lines,
      Optional<Duration> pace,
      boolean always,
      InputSize size) {
    this.tracker = tracker;
    this.gate = new MotionGate(region);
    this.lines = new LineWatch(lines);
    this.attention = new Attention(pace, always);
    this.always = always;
    this.size = size;
  }

  /** A copy of a frame as {@link #need} and {@link #look} compare it. */
  public static GreyPicture small(Frame frame) {
    return GreyPicture.of(frame, MotionGate.ACROSS);
  }

  /**
   * What the frame of this time calls for; frames come in the order of their time.
   *
   * @param small of the frame, asked for only when it matters
   */
  public Need need(Instant at, Supplier<GreyPicture> small) {
    return attention.need(at, () -> gate.moved(small.get()));
  }

  /** Who is seen in a frame, by looking at it; the frame stays the caller's. */
  public Observation look(Frame frame, Supplier<GreyPicture> small) {
    Observation observation = tracker.observe(frame, size.longSide());
    size.looked(observation, tracker.view().shareOfPicture(frame.width(), frame.height()));
    boolean moved = always || movedWhenLookedAt(small.get());
    boolean near = lines.near(observation, tracker.aspect());
    attention.looked(frame.at(), moved, tracker.detections().size(), near);
    return observation;
  }

  private boolean movedWhenLookedAt(GreyPicture small) {
    boolean moved = gate.moved(small);
    gate.looked(small, tracker.detections().stream().map(Detection::box).toList());
    return moved;
  }

  /** What the look at the frame of this time took, and how many a second are wanted. */
  void took(Instant at, Duration time, double wantedPerSecond) {
    size.took(at, time.toNanos() / 1e9, wantedPerSecond);
  }

  /** From now on people are counted at other lines. */
  void redraw(List<CountingLine> drawn) {
    lines = new LineWatch(drawn);
  }

  /** The camera is not looked at any more. */
  void close() {
    size.close();
  }

  /** How large the picture is shown; for any thread. */
  InputSize.Status size() {
    return size.status();
  }

  /** Who is seen in the frame of this time, in which nothing moved since the last look. */
  public Observation repeat(Instant at) {
    attention.repeated(at);
    return tracker.repeat(at);
  }

  /** How often the camera is to be observed now; zero is every frame. */
  public Duration interval() {
    return attention.interval();
  }

  /** A longer time between two observations than this is none that was observed. */
  public Duration patience() {
    return attention.patience();
  }

  /** How many observations were due before one of this time and are not to be had any more. */
  public long missed(Instant at) {
    return attention.missed(at);
  }
}
