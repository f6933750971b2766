package io.headcount.edge.status;

import io.headcount.web.access.TlsIdentity;
import java.util.function.Supplier;

/** The certificate that a page shows, which is renewed while it is served. Thread-safe. */
public final class PageIdentity {
  private final Supplier<TlsIdentity> source;
  private volatile TlsIdentity now;

  /**
   * @param source reads it, or makes a new one in time
   */
  public PageIdentity(Supplier<TlsIdentity> source) {
    this.source = source;
    this.now = source.get();
  }

  /** The one that is shown. */
  public TlsIdentity now() {
    return now;
  }

  /** Reads it again; whether it is another one. */
  synchronized boolean refresh() {
    TlsIdentity read = source.get();
    boolean other = !read.equals(now);
    now = read;
    return other;
  }
}
