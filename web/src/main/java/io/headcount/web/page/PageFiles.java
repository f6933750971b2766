package io.headcount.web.page;

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
 * The few files of a page, in memory. Only these paths exist, so no path can lead out of them.
 * Immutable.
 */
public final class PageFiles {
  /** What all pages share; they lie beside this class. */
  private static final List<String> SHARED = List.of("base.css", "dom.js", "logo.svg");

  private final Map<String, PageFile> files;

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
