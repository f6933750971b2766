package io.headcount.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.ContentEncodingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Sends answers packed by gzip to those who take them so. Immutable. */
public final class Packing {
  private Packing() {}

  /** For a server's builder. */
  public static ContentEncodingContext gzip() {
    return ContentEncodingContext.builder()
        .contentEncodingsDiscoverServices(false)
        .addContentEncoding(new Gzip())
        .build();
  }

  /** Packs what goes out; what comes in is taken as it is. */
  private static final class Gzip implements ContentEncoding, ContentEncoder {
    private static final String NAME = "gzip";
    private static final int BUFFER = 4096;

    @Override
    public Set<String> ids() {
      return Set.of(NAME);
    }

    @Override
    public boolean supportsEncoding() {
      return true;
    }

    @Override
    public boolean supportsDecoding() {
      return false;
    }

    @Override
    public ContentDecoder decoder() {
      return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
      return this;
    }

    @Override
    public OutputStream apply(OutputStream network) {
      try {
        // what is flushed arrives, so that streams of events stay live
        return new GZIPOutputStream(network, BUFFER, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void headers(WritableHeaders<?> headers) {
      headers.set(HeaderNames.CONTENT_ENCODING, NAME);
      headers.add(HeaderNames.VARY, HeaderNames.ACCEPT_ENCODING_NAME);
      headers.remove(HeaderNames.CONTENT_LENGTH);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String type() {
      return NAME;
    }
  }
}
