package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The table of what a box can do. */
class BenchCommandTest {
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(new StringWriter()));
    return line.execute(arguments);
  }

  @Test
  void measuresEnginesAndCameras() throws JsonProcessingException {
    int code =
        run("--engine=onnxruntime", "--threads=1", "--seconds=0.2", "--cameras=1,2", "--json");
    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.at("/model").asText()).startsWith("nanodet-g ");
    assertThat(report.at("/engines")).hasSize(1);
    assertThat(report.at("/engines/0/engine").asText()).startsWith("onnxruntime ");
    assertThat(report.at("/engines/0/threads").asInt()).isEqualTo(1);
    assertThat(report.at("/engines/0/frames_per_second").asDouble()).isPositive();
    // an engine that was named is no measurement among several
    assertThat(report.at("/kept").asBoolean()).isFalse();
    assertThat(report.at("/cameras")).hasSize(2);
    assertThat(report.at("/cameras/1/cameras").asInt()).isEqualTo(2);
    assertThat(report.at("/cameras/1/resident_bytes").asLong()).isGreaterThan(10_000_000);
    assertThat(report.at("/cameras/1/left_out").asDouble()).isBetween(0.0, 1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rate=0", "--seconds=0", "--cameras=0", "--cameras=1,65"})
  void refusesWhatCannotBeMeasured(String argument) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }
}
