package io.headcount.edge.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.web.access.PrivateFile;
import io.headcount.web.access.TokenHash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps {@link Kept} in a file that the agent and its commands share. Thread-safe, between
 * processes too: one changes at a time, and readers see a whole file.
 */
final class AccessFile {
  private static final Logger LOG = System.getLogger(AccessFile.class.getName());
  private static final long RETRY_MILLIS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path lock;
  private Version seen = Version.NONE;
  private Kept kept = Kept.NOTHING;

  /** Tells one file from the next: each is a new one. */
  private record Version(String key, long millis, long size) {
    static final Version NONE = new Version("", 0, 0);
  }

  /** What a change leads to, and what it tells. */
  record Change<T>(Kept next, T result) {}

  AccessFile(Path folder) {
    this.file = folder.resolve("access.json");
    this.lock = folder.resolve("access.lock");
  }

  /** As it is now, whoever changed it. */
  synchronized Kept read() {
    try {
      Version now = version();
      if (!now.equals(seen)) {
        kept = now.equals(Version.NONE) ? Kept.NOTHING : parse();
        seen = now;
      }
      return kept;
    } catch (IOException e) {
      throw new AccessException(
          "%s cannot be read (%s): check who owns it".formatted(file, e.getMessage()), e);
    }
  }

  /** Changes it as one step; nothing is written when nothing changes. */
  synchronized <T> T change(Function<Kept, Change<T>> step) {
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      PrivateFile.giveToOwnerOfFolder(lock);
      Kept before = read();
      Change<T> change = step.apply(before);
      if (!change.next().equals(before)) {
        PrivateFile.write(file, text(change.next()));
        kept = change.next();
        seen = version();
      }
      return change.result();
    } catch (IOException e) {
      throw new AccessException(
          "%s cannot be written (%s): check who owns the folder, and the space on the disk"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // another part of this very process has it, for some milliseconds
        try {
          Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", interrupted);
        }
      }
    }
  }

  private Version version() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(
          String.valueOf(attributes.fileKey()),
          attributes.lastModifiedTime().toMillis(),
          attributes.size());
    } catch (NoSuchFileException e) {
      return Version.NONE;
    }
  }

  /** A damaged file lets nobody in: the box is then unclaimed, and its code is on the console. */
  private Kept parse() throws IOException {
    String text = Files.readString(file);
    try {
      return kept(JSON.readTree(text));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      Path aside = file.resolveSibling("access.json.damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.log(
          Level.WARNING,
          "{0} was damaged and is set aside as {1}: the box must be claimed anew",
          file,
          aside);
      return Kept.NOTHING;
    }
  }

  private static Kept kept(JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException("it holds no object");
    }
    List<Kept.Session> sessions = new ArrayList<>();
    root.path("sessions")
        .forEach(
            each ->
                sessions.add(
                    new Kept.Session(hash(each), time(each, "begun"), time(each, "used"))));
    List<Kept.Link> links = new ArrayList<>();
    root.path("links").forEach(each -> links.add(new Kept.Link(hash(each), time(each, "end"))));
    List<ProgramToken> tokens = new ArrayList<>();
    root.path("tokens")
        .forEach(
            each ->
                tokens.add(
                    new ProgramToken(
                        each.path("name").asText(), hash(each), time(each, "created"))));
    return new Kept(text(root, "claim_code"), text(root, "password"), sessions, links, tokens);
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }

  private static TokenHash hash(JsonNode node) {
    return new TokenHash(node.path("hash").asText());
  }

  private static Instant time(JsonNode node, String key) {
    return Instant.parse(node.path(key).asText());
  }

  private static String text(Kept kept) {
    ObjectNode root = JSON.createObjectNode();
    kept.claimCode().ifPresent(hash -> root.put("claim_code", hash));
    kept.password().ifPresent(hash -> root.put("password", hash));
    var sessions = root.putArray("sessions");
    for (Kept.Session each : kept.sessions()) {
      sessions
          .addObject()
          .put("hash", each.hash().hex())
          .put("begun", each.begun().toString())
          .put("used", each.used().toString());
    }
    var links = root.putArray("links");
    for (Kept.Link each : kept.links()) {
      links.addObject().put("hash", each.hash().hex()).put("end", each.end().toString());
    }
    var tokens = root.putArray("tokens");
    for (ProgramToken each : kept.tokens()) {
      tokens
          .addObject()
          .put("name", each.name())
          .put("hash", each.hash().hex())
          .put("created", each.created().toString());
    }
    return root.toPrettyString() + "\n";
  }
}
