package io.headcount.edge.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model's raw output means. */
public enum HeadKind {
  /** Cells of strides 8, 16, 32: class scores, then bins of the distances to the four sides. */
  NANODET("nanodet"),
  /** Cells of strides 8, 16, 32: offset, log size, objectness, class scores. */
  YOLOX("yolox"),
  /** Channels first: centre, size, class scores; YOLOv8, YOLO11 and kin without suppression. */
  YOLOV8("yolov8"),
  /** Queries: class logits with a last one for nothing (softmax), and boxes. */
  DETR("detr"),
  /** Queries: independent class logits (sigmoid), and boxes; RT-DETR and Deformable DETR. */
  RTDETR("rtdetr");

  private final String key;

  HeadKind(String key) {
    this.key = key;
  }

  /** Its name in a catalogue. */
  public String key() {
    return key;
  }

  public static Optional<HeadKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(HeadKind::key).collect(Collectors.joining(", "));
  }

  /** The input that most exports with this head were trained on. */
  public InputSpec usualInput() {
    List<Double> none = List.of(0.0, 0.0, 0.0);
    List<Double> one = List.of(1.0, 1.0, 1.0);
    double unit = 1 / 255.0;
    return switch (this) {
      case NANODET ->
          new InputSpec(
              416,
              32,
              false,
              ChannelOrder.BGR,
              1,
              List.of(103.53, 116.28, 123.675),
              List.of(57.375, 57.12, 58.395));
      case YOLOX -> new InputSpec(640, 32, false, ChannelOrder.BGR, 1, none, one);
      case YOLOV8, RTDETR -> new InputSpec(640, 32, false, ChannelOrder.RGB, unit, none, one);
      case DETR ->
          new InputSpec(
              800,
              32,
              false,
              ChannelOrder.RGB,
              unit,
              List.of(0.485, 0.456, 0.406),
              List.of(0.229, 0.224, 0.225));
    };
  }
}
