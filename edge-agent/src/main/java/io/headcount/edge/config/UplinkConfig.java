package io.headcount.edge.config;

import io.headcount.contract.DeviceAddress;
import io.headcount.program.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Where a box sends its numbers. Immutable.
 *
 * @param broker {@code mqtt://host:port}, or {@code mqtts://} with TLS; the port is always there
 * @param device who the box is for the collector
 * @param username for the broker
 * @param password for the broker
 * @param authorities PEM file of those that may vouch for the broker; without it the system's do
 * @param certificate the box's own, when the broker asks for one
 * @param collectorKey verifies configurations and commands; without it the box takes neither
 * @param budget bytes that records may take on the disk
 * @param events whether single crossings and visits are sent beside the minutes
 * @param homeAssistant whether sensors are announced to Home Assistant
 */
public record UplinkConfig(
    URI broker,
    DeviceAddress device,
    String username,
    Optional<Secret> password,
    Optional<Path> authorities,
    Optional<Certificate> certificate,
    Optional<PublicKey> collectorKey,
    long budget,
    boolean events,
    boolean homeAssistant) {
  public static final long DEFAULT_BUDGET = 1_000_000_000L;

  /** A certificate with its key, both PEM files. Immutable. */
  public record Certificate(Path file, Path key) {}
}
