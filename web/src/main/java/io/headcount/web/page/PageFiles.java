package io.headcount.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The few files of a page, in memory. Only these paths exist, so no path can lead out of them.
 * Immutable.
 */
public final class PageFiles {
  /** What all pages share; they lie beside this class. */
  private static final List<String> SHARED =
      List.of("base.css", "dom.js", "language.js", "logo.svg", "parts.css", "chart.js");

  /** Where everything lies that one file of a page names in another. */
  private static final String FOLDER = "/page/";

  /** The browser keeps it and asks each time whether it is still the same. */
  private static final String ASK = "no-cache";

  /** What lies under its own fingerprint never changes. */
  private static final String KEEP = "public, max-age=31536000, immutable";

  private final Map<String, PageFile> files;

  private record PageFile(String type, Content content, String caching) {
    PageFile(String type, Content content) {
      this(type, content, ASK);
    }
  }

  /** Bytes and their fingerprint. */
  private static final class Content {
    private final byte[] bytes;
    private final String tag;

    Content(byte[] bytes) {
      this.bytes = bytes;
      this.tag = '"' + fingerprint(bytes) + '"';
    }
  }

  private PageFiles(Map<String, PageFile> files) {
    this.files = Map.copyOf(files);
  }

  /** Collects files. Confined to one thread. */
  public static final class Builder {
    private final Class<?> home;
    private final Map<String, PageFile> files = new LinkedHashMap<>();

    private Builder(Class<?> home) {
      this.home = home;
    }

    /**
     * Adds a file.
     *
     * @param path where it is served
     * @param resource its name, from the folder of the home class; its ending tells its type
     */
    public Builder add(String path, String resource) {
      files.put(path, new PageFile(type(resource), read(home, resource)));
      return this;
    }

    /**
     * Adds one of several pages that differ in their script only.
     *
     * @param path where it is served
     * @param resource the file that they share
     * @param script what stands where it says {@code SCRIPT}
     */
    public Builder add(String path, String resource, String script) {
      String text = new String(read(home, resource).bytes, StandardCharsets.UTF_8);
      byte[] filled = text.replace("SCRIPT", script).getBytes(StandardCharsets.UTF_8);
      files.put(path, new PageFile(type(resource), new Content(filled)));
      return this;
    }

    /** Adds files of the folder {@code page} under {@code /page/}. */
    public Builder page(String... names) {
      for (String name : names) {
        add("/page/" + name, "page/" + name);
      }
      return this;
    }

    public PageFiles build() {
      return new PageFiles(files);
    }

    /**
     * Moves everything under {@code /page/} into a folder that is named after what is in it, so
     * that browsers may keep it for ever. Files that stay where they are, such as the page itself,
     * name the others by {@code /page/NAME}, which is put right in them; the others name each other
     * without a folder.
     */
    public PageFiles versioned() {
      String folder = FOLDER + version() + "/";
      Map<String, PageFile> moved = new LinkedHashMap<>();
      files.forEach(
          (path, file) -> {
            if (path.startsWith(FOLDER)) {
              moved.put(
                  folder + path.substring(FOLDER.length()),
                  new PageFile(file.type(), file.content(), KEEP));
            } else if (file.type().startsWith("image/")) {
              moved.put(path, file);
            } else {
              String text = new String(file.content().bytes, StandardCharsets.UTF_8);
              moved.put(
                  path,
                  new PageFile(
                      file.type(),
                      new Content(text.replace(FOLDER, folder).getBytes(StandardCharsets.UTF_8))));
            }
          });
      return new PageFiles(moved);
    }

    private String version() {
      StringBuilder tags = new StringBuilder();
      files.forEach((path, file) -> tags.append(path).append(file.content().tag));
      return fingerprint(tags.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Begins with nothing: for a part of a server that serves elsewhere what all pages share.
   *
   * @param home beside whose class the files lie
   */
  public static Builder own(Class<?> home) {
    return new Builder(home);
  }

  /**
   * Begins with what all pages share.
   *
   * @param home beside whose class the others lie
   */
  public static Builder of(Class<?> home) {
    Builder builder = new Builder(home);
    for (String name : SHARED) {
      builder.files.put("/page/" + name, new PageFile(type(name), read(PageFiles.class, name)));
    }
    builder.files.put(
        "/favicon.ico", new PageFile(type("logo.svg"), read(PageFiles.class, "logo.svg")));
    return builder;
  }

  private static String type(String resource) {
    String ending = resource.substring(resource.lastIndexOf('.') + 1);
    return switch (ending) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "webmanifest" -> "application/manifest+json";
      case "yaml" -> "application/yaml";
      default -> throw new IllegalArgumentException("no type is known for " + resource);
    };
  }

  public Set<String> paths() {
    return files.keySet();
  }

  /** Whether somebody looks for a page with it: programs are told in their own way. */
  public static boolean wanted(ServerRequest request) {
    return request.prologue().method().equals(Method.GET)
        && !request.path().path().startsWith("/api/")
        && request
            .headers()
            .first(HeaderNames.ACCEPT)
            .filter(types -> types.contains("text/html"))
            .isPresent();
  }

  /** Sends a page in place of one that does not exist. */
  public void sendInstead(String path, ServerRequest request, ServerResponse response) {
    send(path, request, response.status(Status.NOT_FOUND_404));
  }

  public void send(String path, ServerRequest request, ServerResponse response) {
    PageFile file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("no page file " + path);
    }
    response
        .header(HeaderNames.ETAG, file.content().tag)
        .header(HeaderNames.CACHE_CONTROL, file.caching())
        .header(HeaderNames.CONTENT_TYPE, file.type());
    boolean known =
        request
            .headers()
            .first(HeaderNames.IF_NONE_MATCH)
            .filter(tags -> tags.contains(file.content().tag))
            .isPresent();
    if (known) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.send(file.content().bytes);
    }
  }

  private static Content read(Class<?> home, String resource) {
    try (InputStream in = home.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + resource);
      }
      return new Content(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's file " + resource, e);
    }
  }

  private static String fingerprint(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
