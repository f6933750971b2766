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
import java.util.Map;
import java.util.Set;

/**
 * The few files of the page, in memory. Only these paths exist, so no path can lead out of them.
 * Immutable.
 */
final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  private final Map<String, PageFile> files = new LinkedHashMap<>();

  private record PageFile(String resource, String type, Content content) {}

  /** Bytes and their fingerprint. */
  private static final class Content {
    private final byte[] bytes;
    private final String tag;

    Content(byte[] bytes, String tag) {
      this.bytes = bytes;
      this.tag = tag;
    }
  }

  PageFiles() {
    put("/", "page/index.html", HTML);
    put("/page/status.css", "page/status.css", CSS);
    put("/page/app.js", "page/app.js", SCRIPT);
    put("/page/card.js", "page/card.js", SCRIPT);
    put("/page/live.js", "page/live.js", SCRIPT);
    put("/page/scene.js", "page/scene.js", SCRIPT);
    put("/page/labels.js", "page/labels.js", SCRIPT);
    put("/page/words.js", "page/words.js", SCRIPT);
    put("/page/dom.js", "page/dom.js", SCRIPT);
    put("/page/logo.svg", "page/logo.svg", SVG);
    put("/favicon.ico", "page/logo.svg", SVG);
    put("/api/v1/openapi.yaml", "openapi.yaml", "application/yaml");
  }

  Set<String> paths() {
    return files.keySet();
  }

  void send(String path, ServerRequest request, ServerResponse response) {
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

  private void put(String path, String resource, String type) {
    files.put(path, new PageFile(resource, type, read(resource)));
  }

  private static Content read(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
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
