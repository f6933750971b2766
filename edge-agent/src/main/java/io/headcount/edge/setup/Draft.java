package io.headcount.edge.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the page wants the cameras to be, on its way to a configuration. Confined to one thread.
 *
 * <p>Passwords that come with it lie in secret files while it lives; {@link #forget} deletes them
 * when nothing comes of it.
 */
final class Draft {
  private static final int LONGEST_PASSWORD = 256;

  private final AgentConfig present;
  private final SecretFiles secrets;
  private final List<Path> written = new ArrayList<>();
  private final List<Complaint> complaints = new ArrayList<>();

  /** What became of it: a configuration, or why there is none. Immutable. */
  record Read(Optional<AgentConfig> config, List<Complaint> complaints) {
    Read {
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * @param present the configuration that it changes
   */
  Draft(AgentConfig present, SecretFiles secrets) {
    this.present = present;
    this.secrets = secrets;
  }

  /**
   * Checks the cameras as the page sends them.
   *
   * @param file the box's own configuration
   */
  Read read(ArrayNode cameras, ConfigReader reader, Path file) {
    ArrayNode filled = cameras.deepCopy();
    for (int i = 0; i < filled.size(); i++) {
      if (filled.get(i) instanceof ObjectNode camera) {
        fill(camera, "cameras[" + i + "]");
      }
    }
    String list = "cameras: " + filled + "\n";
    try {
      AgentConfig config = reader.read(file, ConfigWriter.writeHead(present) + list);
      return new Read(complaints.isEmpty() ? Optional.of(config) : Optional.empty(), complaints);
    } catch (ConfigException e) {
      e.problems().stream().map(Complaint::of).forEach(complaints::add);
      return new Read(Optional.empty(), complaints);
    }
  }

  /** Puts in what the page was never shown. */
  private void fill(ObjectNode camera, String field) {
    camera.remove("has_password");
    List<String> empty = new ArrayList<>();
    camera.properties().stream()
        .filter(entry -> entry.getValue().isNull())
        .forEach(entry -> empty.add(entry.getKey()));
    camera.remove(empty);
    if (camera.remove("password_file") != null) {
      complain(field + ".password_file", "the page names no files", "send the password itself");
    }
    JsonNode password = camera.remove("password");
    String user = camera.path("username").asText("");
    if (user.isEmpty()) {
      camera.remove("username");
    }
    Optional<CameraConfig> known =
        present.cameras().stream()
            .filter(one -> one.id().value().equals(camera.path("id").asText()))
            .findFirst();
    known
        .filter(one -> CameraForm.shown(one.source()).equals(camera.path("source").asText()))
        .ifPresent(one -> camera.put("source", ConfigWriter.address(one.source())));
    if (user.isEmpty()) {
      return;
    }
    if (password != null && !password.asText("").isEmpty()) {
      write(camera, field, password.asText());
    } else {
      Optional<Path> kept =
          known
              .filter(one -> mayKeep(one, user, camera.path("source").asText()))
              .flatMap(CameraConfig::passwordFile);
      if (kept.isPresent()) {
        camera.put("password_file", kept.get().toString());
        return;
      }
      camera.remove("username"); // without a password that would be told a second time
      complain(
          field + ".password",
          "the password is missing",
          known.isPresent()
              ? "enter it again: it is kept for the same user at the same address only"
              : "enter the password of the camera");
    }
  }

  private void write(ObjectNode camera, String field, String password) {
    String id = camera.path("id").asText();
    boolean oneLine = password.lines().count() == 1 && password.equals(password.strip());
    if (password.length() > LONGEST_PASSWORD || !oneLine) {
      complain(
          field + ".password",
          "a password is one line of at most " + LONGEST_PASSWORD + " characters",
          "enter it without blanks before or after");
    } else if (id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      Path file = secrets.keep(id, new Secret(password));
      written.add(file);
      camera.put("password_file", file.toString());
    } else {
      // the id is wrong, which is told; without a file that would be told as well
      camera.remove("username");
    }
  }

  /** Else whoever may write addresses could have the password sent to a machine of theirs. */
  private static boolean mayKeep(CameraConfig known, String user, String address) {
    return known.login().map(login -> login.user().equals(user)).orElse(false)
        && sameHost(ConfigWriter.address(known.source()), address);
  }

  static boolean sameHost(String one, String other) {
    try {
      URI a = URI.create(one);
      URI b = URI.create(other);
      return Objects.equals(a.getScheme(), b.getScheme())
          && a.getHost() != null
          && a.getHost().equalsIgnoreCase(b.getHost())
          && a.getPort() == b.getPort();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The login that is kept for a camera, for an address at the same host. */
  static Optional<VideoSource.Credentials> keptLogin(
      AgentConfig config, String id, String user, String address) {
    return config.cameras().stream()
        .filter(camera -> camera.id().value().equals(id))
        .filter(camera -> mayKeep(camera, user, address))
        .findFirst()
        .flatMap(CameraConfig::login);
  }

  private void complain(String field, String text, String cure) {
    complaints.add(new Complaint(field, text, cure));
  }

  /** Nothing came of it. */
  void forget() {
    written.forEach(Disk::delete);
  }
}
