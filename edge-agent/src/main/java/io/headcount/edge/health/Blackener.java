package io.headcount.edge.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.program.settings.Mask;
import io.headcount.program.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what nobody else may read: every secret that the box knows, wherever it turns
 * up, then what looks like one, the names of video files, and those of people's home folders.
 * Immutable.
 */
final class Blackener {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Blackening shorter ones would leave no text to read. */
  private static final int SHORTEST = 4;

  private static final int LONGEST_FILE = 1 << 20;
  private static final Pattern HOME = Pattern.compile("(/home/|/Users/)[^/\\s\"',:]+");

  /** A query may hold a login under any name. */
  private static final Pattern QUERY =
      Pattern.compile("(\\w{2,9}://[^\\s\"'?]{1,2000}\\?)[^\\s\"']+");

  /** What stands for a secret, the longest first. */
  private final List<Map.Entry<String, String>> replaced;

  private Blackener(Map<String, String> replaced) {
    this.replaced =
        replaced.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> -entry.getKey().length()))
            .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
            .toList();
  }

  /** Reads all secrets of a box. */
  static Blackener of(AgentConfig config) {
    Map<String, String> known = new LinkedHashMap<>();
    for (CameraConfig camera : config.cameras()) {
      source(camera, known);
    }
    config.uplink().flatMap(UplinkConfig::password).ifPresent(it -> secret(it, known));
    config.status().claimCode().ifPresent(it -> secret(it, known));
    Path data = config.dataDirectory();
    keyFiles(config).forEach(file -> lines(file, known));
    files(data.resolve("secrets")).forEach(file -> lines(file, known));
    files(data).stream()
        .filter(file -> String.valueOf(file.getFileName()).matches(".*(-key\\.pem|\\.key)"))
        .forEach(file -> lines(file, known));
    hashes(data.resolve("access.json"), known);
    hashes(data.resolve("access.json.damaged"), known);
    return new Blackener(known);
  }

  /** The text without secrets. */
  String clean(String text) {
    String clean = text;
    for (Map.Entry<String, String> one : replaced) {
      clean = clean.replace(one.getKey(), one.getValue());
    }
    clean = QUERY.matcher(Mask.secrets(clean)).replaceAll("$1…");
    return HOME.matcher(clean).replaceAll("$1***");
  }

  private static void source(CameraConfig camera, Map<String, String> known) {
    VideoSource source = camera.source();
    switch (source) {
      case VideoSource.Rtsp(var address, var login) -> {
        query(address, known);
        login.ifPresent(it -> secret(it.password(), known));
      }
      case VideoSource.HttpMjpeg(var address, var login) -> {
        query(address, known);
        login.ifPresent(it -> secret(it.password(), known));
      }
      case VideoSource.VideoFile(var path) -> {
        known.put(path.toString(), "(a video file)");
        known.put(String.valueOf(path.getFileName()), "(a video file)");
      }
      case VideoSource.UsbCamera _ -> {}
    }
    String address = ConfigWriter.address(source);
    if (!address.equals(source.toString())) {
      known.put(address, source.toString());
    }
  }

  /** Many cameras take a login there, under names of their own. */
  private static void query(URI address, Map<String, String> known) {
    String query = Optional.ofNullable(address.getRawQuery()).orElse("");
    for (String parameter : query.split("&", -1)) {
      word(parameter.substring(parameter.indexOf('=') + 1), known);
    }
  }

  private static void secret(Secret secret, Map<String, String> known) {
    word(secret.reveal(), known);
    word(URLEncoder.encode(secret.reveal(), UTF_8), known);
    word(URLEncoder.encode(secret.reveal(), UTF_8).replace("+", "%20"), known);
  }

  private static void word(String secret, Map<String, String> known) {
    if (secret.length() >= SHORTEST) {
      known.put(secret, "***");
      // as it stands in JSON
      known.put(JSON.getNodeFactory().textNode(secret).toString().replaceAll("^\"|\"$", ""), "***");
    }
  }

  private static Set<Path> keyFiles(AgentConfig config) {
    Set<Path> files = new TreeSet<>();
    config.status().certificate().map(StatusConfig.Certificate::key).ifPresent(files::add);
    config
        .uplink()
        .flatMap(UplinkConfig::certificate)
        .map(UplinkConfig.Certificate::key)
        .ifPresent(files::add);
    return files;
  }

  /** Each line of a file by itself, for a key has many; those around it tell nothing. */
  private static void lines(Path file, Map<String, String> known) {
    read(file)
        .ifPresent(
            text ->
                text.lines()
                    .map(String::strip)
                    .filter(line -> !line.startsWith("-----"))
                    .forEach(line -> secret(new Secret(line), known)));
  }

  private static void hashes(Path file, Map<String, String> known) {
    read(file)
        .ifPresent(
            text -> {
              try {
                collect("", JSON.readTree(text), known);
              } catch (JsonProcessingException e) {
                text.lines().map(String::strip).forEach(line -> word(line, known));
              }
            });
  }

  private static void collect(String key, JsonNode node, Map<String, String> known) {
    if (node.isTextual() && List.of("hash", "password", "claim_code").contains(key)) {
      word(node.asText(), known);
    }
    node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), known));
    node.elements().forEachRemaining(each -> collect(key, each, known));
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST_FILE
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // what cannot be read cannot get into the bundle either
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the secrets in %s cannot be listed".formatted(folder), e);
    }
  }
}
