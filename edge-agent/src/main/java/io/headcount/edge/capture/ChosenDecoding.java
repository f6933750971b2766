package io.headcount.edge.capture;

import io.headcount.edge.capture.DecodingDevice.Kind;
import io.headcount.edge.capture.DecodingDevice.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What decodes a stream, and why. Immutable.
 *
 * @param device empty for the processor
 * @param why the processor, where something else was tried; else blank
 */
record ChosenDecoding<D>(Optional<D> device, String why) {
  /** Opens a device. */
  interface Opener<D> {
    D open(Kind kind) throws Unusable;
  }

  /**
   * Takes what is asked for.
   *
   * @throws Unusable when it is one that cannot be used
   */
  static <D> ChosenDecoding<D> of(Decoding wanted, Opener<D> opener) throws Unusable {
    return switch (wanted) {
      case PROCESSOR -> new ChosenDecoding<>(Optional.empty(), "");
      case VAAPI -> new ChosenDecoding<>(Optional.of(opener.open(Kind.VAAPI)), "");
      case NVDEC -> new ChosenDecoding<>(Optional.of(opener.open(Kind.NVDEC)), "");
      case AUTO -> first(opener);
    };
  }

  private static <D> ChosenDecoding<D> first(Opener<D> opener) {
    List<String> reasons = new ArrayList<>();
    for (Kind kind : List.of(Kind.NVDEC, Kind.VAAPI)) {
      try {
        return new ChosenDecoding<>(Optional.of(opener.open(kind)), "");
      } catch (Unusable e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    return new ChosenDecoding<>(Optional.empty(), String.join("; ", reasons));
  }
}
