package io.headcount.edge.status;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The few files of the page, in memory. Only these paths exist, so no path can lead out of them.
 * Immutable.
 */
public final class PageFiles {
  private static final List<String> STATUS_PAGE =
      List.of(
          "base.css",
          "status.css",
          "app.js",
          "card.js",
          "live.js",
          "scene.js",
          "labels.js",
          "words.js",
          "dom.js",
          "logo.svg");

  private final Map<String, PageFile> files = new LinkedHashMap<>();

  private record PageFile(String type, Content content) {}

  /** Bytes and their fingerprint. */
  private static final class Content {
    private final byte[] bytes;
    private final String tag;

    Content(byte[] bytes, String tag) {
      this.bytes = bytes;
      this.tag = tag;
    }
  }

  /**
   * Reads them.
   *
   * @param home beside whose class the files lie
   * @param resources the file behind each path; what it is is told by its ending
   */
  public PageFiles(Class<?> home, Map<String, String> resources) {
    resources.forEach(
        (path, resource) -> files.put(path, new PageFile(type(resource), read(home, resource))));
  }

  /** Those of the status page. */
  static PageFiles ofStatus() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("/", "page/index.html");
    for (String name : STATUS_PAGE) {
      files.put("/page/" + name, "page/" + name);
    }
    files.put("/favicon.ico", "page/logo.svg");
    files.put("/api/v1/openapi.yaml", "openapi.yaml");
    return new PageFiles(PageFiles.class, files);
  }

  private static String type(String resource) {
    String ending = resource.substring(resource.lastIndexOf('.') + 1);
    return switch (ending) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "yaml" -> "application/yaml";
      default -> throw new IllegalArgumentException("no type is known for " + resource);
    };
  }

  public Set<String> paths() {
    return files.keySet();
  }

  public void send(String path, ServerRequest request, ServerResponse response) {
    PageFile file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("no page file " + path);
    }
    // the browser keeps it and asks each time whether it is still the same
    response
        .header(HeaderNames.ETAG, file.content().tag)
        .header(HeaderNames.CACHE_CONTROL, "no-cache")
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
      byte[] bytes = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Content(bytes, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's file " + resource, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
