package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.edge.capture.DecodingDevice.Kind;
import io.headcount.edge.capture.DecodingDevice.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChosenDecodingTest {
  private final List<Kind> tried = new ArrayList<>();

  private ChosenDecoding<Kind> choose(Decoding wanted, Kind... there) throws Unusable {
    return ChosenDecoding.of(
        wanted,
        kind -> {
          tried.add(kind);
          if (!Set.of(there).contains(kind)) {
            throw new Unusable("no " + kind);
          }
          return kind;
        });
  }

  @Test
  void theProcessorNeedsNoDevice() throws Unusable {
    assertThat(choose(Decoding.PROCESSOR, Kind.values()))
        .isEqualTo(new ChosenDecoding<>(Optional.empty(), ""));
    assertThat(tried).isEmpty();
  }

  @Test
  void autoTakesTheFirstThatIsThere() throws Unusable {
    assertThat(choose(Decoding.AUTO, Kind.VAAPI, Kind.NVDEC).device()).contains(Kind.NVDEC);
    assertThat(choose(Decoding.AUTO, Kind.VAAPI).device()).contains(Kind.VAAPI);
  }

  @Test
  void autoFallsBackAndSaysWhy() throws Unusable {
    assertThat(choose(Decoding.AUTO))
        .isEqualTo(new ChosenDecoding<>(Optional.empty(), "no nvdec; no vaapi"));
  }

  @Test
  void whatIsAskedForByNameAndMissingIsAnError() throws Unusable {
    assertThat(choose(Decoding.VAAPI, Kind.VAAPI).device()).contains(Kind.VAAPI);
    assertThatThrownBy(() -> choose(Decoding.VAAPI, Kind.NVDEC)).hasMessage("no vaapi");
    assertThatThrownBy(() -> choose(Decoding.NVDEC, Kind.VAAPI)).hasMessage("no nvdec");
  }
}
