package io.headcount.edge.detect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's native libraries, unpacked once into the user's cache. Left to itself it unpacks
 * them at every start into a folder of its own under {@code /tmp}, which a killed process leaves
 * behind. Stateless.
 */
final class OnnxRuntimeLibraries {
  private static final Logger LOG = System.getLogger(OnnxRuntimeLibraries.class.getName());
  private static final String PATH = "onnxruntime.native.path";
  private static final String PACKED = "/ai/onnxruntime/native/";
  private static final List<String> NAMES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
  private static final Map<String, String> PLATFORMS =
      Map.of("amd64", "linux-x64", "aarch64", "linux-aarch64");

  private OnnxRuntimeLibraries() {}

  /**
   * Must run before ONNX Runtime's first class is loaded; does nothing where it does not know how.
   */
  static void unpackOnce(Path cache, String arch) {
    String platform = PLATFORMS.get(arch);
    if (platform == null || System.getProperty(PATH) != null) {
      return;
    }
    try {
      long size = size(resource(platform, NAMES.getFirst()));
      // named by its size, so that two versions do not overwrite each other
      Path folder = Files.createDirectories(cache.resolve("onnxruntime-" + size));
      for (String name : NAMES) {
        unpack(resource(platform, name), folder.resolve(name));
      }
      System.setProperty(PATH, folder.toString());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "ONNX Runtime is unpacked into /tmp at every start, because {0} cannot be used ({1})",
          cache,
          e.toString());
    }
  }

  /** Where this user's caches are. */
  static Path cache(Map<String, String> environment, Path home) {
    String given = environment.getOrDefault("CACHE_DIRECTORY", "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (shared.isEmpty() ? home.resolve(".cache") : Path.of(shared)).resolve("headcount");
  }

  private static void unpack(URL from, Path to) throws IOException {
    if (Files.exists(to) && Files.size(to) == size(from)) {
      return;
    }
    // several may unpack at once: each into its own file, and the last move wins
    Path part = Files.createTempFile(to.getParent(), to.getFileName().toString(), ".part");
    try (InputStream in = from.openStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static URL resource(String platform, String name) throws IOException {
    URL url = OnnxRuntimeLibraries.class.getResource(PACKED + platform + "/" + name);
    if (url == null) {
      throw new IOException(name + " is not in the program");
    }
    return url;
  }

  private static long size(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream _ = connection.getInputStream()) {
      return connection.getContentLengthLong();
    }
  }
}
