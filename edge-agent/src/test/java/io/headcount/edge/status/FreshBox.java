package io.headcount.edge.status;

import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.AccessToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may come to a box that nobody has claimed, in a folder of its own; one session is open. */
public final class FreshBox implements AutoCloseable {
  public static final Place PLACE = Place.loopback(InetAddress.ofLiteral("127.0.0.1"), 0);

  private final Path folder;
  private final BoxAccess access;
  private final AccessToken session;

  public FreshBox() {
    try {
      folder = Files.createTempDirectory("headcount-access");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    access = open();
    session = come();
  }

  /** As another process would. */
  BoxAccess open() {
    return BoxAccess.open(
        folder, "Shop 12", Optional.empty(), InstantSource.system(), System::nanoTime);
  }

  /** What else is the box's may lie there, too. */
  public Path folder() {
    return folder;
  }

  public BoxAccess access() {
    return access;
  }

  public AccessToken session() {
    return session;
  }

  /** Another session. */
  public AccessToken come() {
    BoxAccess.Answer answer = access.signInByLink(access.drawLink(BoxAccess.LINK_LIFE));
    return ((BoxAccess.Answer.Welcome) answer).session();
  }

  public String cookie(int port) {
    return cookie(port, session);
  }

  public static String cookie(int port, AccessToken session) {
    return "headcount-" + port + "=" + session.reveal();
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
