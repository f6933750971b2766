package io.headcount.edge.health;

import io.headcount.edge.status.Answers;
import io.headcount.edge.status.Endpoint;
import io.headcount.edge.status.PageIdentity;
import io.headcount.edge.store.StateReader;
import io.headcount.web.page.PageFiles;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The page that says how the box is and was, and its API. Thread-safe. */
public final class HealthRoutes {
  private static final String BUNDLE = "/api/v1/support/bundle.zip";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

  private final IncidentLog log;
  private final Days days;
  private final StateReader store;
  private final SupportBundle bundle;
  private final Optional<PageIdentity> identity;
  private final boolean ownCertificate;
  private final boolean sends;
  private final InstantSource clock;
  private final Answers answers = new Answers();
  // a bundle takes seconds and memory: one at a time
  private final AtomicBoolean packing = new AtomicBoolean();
  private final PageFiles files =
      PageFiles.own(HealthRoutes.class)
          .add("/state", "page/health.html")
          .page("health.css", "health.js", "days.js")
          .build();

  /**
   * What the status does not tell. Immutable.
   *
   * @param certificate the page's; empty without TLS
   * @param waiting what the collector lacks; empty where none is to have it
   * @param start the last start of the agent
   * @param troubles each once, those of now first
   */
  record State(
      Instant at,
      Optional<CertificateState> certificate,
      Optional<StateReader.Waiting> waiting,
      Optional<IncidentLog.Start> start,
      List<Incident> troubles) {}

  /**
   * The page's certificate.
   *
   * @param own whether the box made it and renews it by itself
   */
  record CertificateState(String fingerprint, Instant end, boolean own) {}

  /**
   * Of one box.
   *
   * @param identity the page's certificate; empty without TLS
   * @param ownCertificate whether the box made it
   * @param sends whether a collector is to have the minutes
   */
  public HealthRoutes(
      IncidentLog log,
      Days days,
      StateReader store,
      SupportBundle bundle,
      Optional<PageIdentity> identity,
      boolean ownCertificate,
      boolean sends,
      InstantSource clock) {
    this.log = log;
    this.days = days;
    this.store = store;
    this.bundle = bundle;
    this.identity = identity;
    this.ownCertificate = ownCertificate;
    this.sends = sends;
    this.clock = clock;
  }

  /** All addresses. */
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    for (String path : files.paths()) {
      all.add(
          new Endpoint("GET", path, (request, response) -> files.send(path, request, response)));
    }
    all.add(new Endpoint("GET", "/api/v1/state", this::state));
    all.add(
        new Endpoint("GET", "/api/v1/days", (_, response) -> answers.ok(response, days.newest())));
    all.add(
        new Endpoint(
            "GET", "/api/v1/support", (_, response) -> answers.ok(response, bundle.contents())));
    all.add(Endpoint.forPeople("GET", BUNDLE, this::bundle));
    return all;
  }

  private void state(ServerRequest request, ServerResponse response) {
    List<IncidentLog.Start> starts = log.starts();
    answers.ok(
        response,
        new State(
            clock.instant(),
            identity
                .map(PageIdentity::now)
                .map(now -> new CertificateState(now.fingerprint(), now.end(), ownCertificate)),
            sends ? Optional.of(store.waiting()) : Optional.empty(),
            starts.isEmpty() ? Optional.empty() : Optional.of(starts.getLast()),
            log.troubles()));
  }

  private void bundle(ServerRequest request, ServerResponse response) {
    if (!packing.compareAndSet(false, true)) {
      answers.error(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          "a support bundle is being made already",
          "try again in a minute");
      return;
    }
    try {
      Instant now = clock.instant();
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      bundle.write(zip, now);
      response
          .header(HeaderNames.CONTENT_TYPE, "application/zip")
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .header(
              HeaderNames.CONTENT_DISPOSITION,
              "attachment; filename=\"headcount-support-%s.zip\"".formatted(STAMP.format(now)))
          .send(zip.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("the support bundle cannot be made", e);
    } finally {
      packing.set(false);
    }
  }
}
