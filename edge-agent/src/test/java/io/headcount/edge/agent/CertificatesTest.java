package io.headcount.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Birth;
import io.headcount.contract.DeviceAddress;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.web.access.OwnCertificate;
import io.headcount.web.access.TlsIdentity;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box tells of its certificates. */
class CertificatesTest {
  @TempDir private Path folder;

  private static StatusConfig page(String address) {
    return new StatusConfig(
        InetAddress.ofLiteral(address), 8080, Set.of(), false, Optional.empty(), Optional.empty());
  }

  private static UplinkConfig uplink(Optional<UplinkConfig.Certificate> certificate) {
    return new UplinkConfig(
        URI.create("mqtts://broker:8883"),
        new DeviceAddress("acme", "berlin", "box"),
        "acme/berlin/box",
        Optional.empty(),
        Optional.empty(),
        certificate,
        Optional.empty(),
        UplinkConfig.DEFAULT_BUDGET,
        false,
        false);
  }

  private List<Birth.Certificate> told(StatusConfig page, UplinkConfig uplink) {
    return Certificates.of(page, folder, uplink, Instant::now);
  }

  @Test
  void bothAreToldWithTheirEnds() throws Exception {
    TlsIdentity own =
        new OwnCertificate(folder, "Shop 12", Instant::now).forNames(Set.of("127.0.0.1"));
    Path file = Files.copy(folder.resolve("page-certificate.pem"), folder.resolve("uplink.crt"));
    Path key = folder.resolve("page-key.pem");
    UplinkConfig uplink = uplink(Optional.of(new UplinkConfig.Certificate(file, key)));
    assertThat(told(page("0.0.0.0"), uplink))
        .containsExactly(
            new Birth.Certificate("uplink", own.end()), new Birth.Certificate("page", own.end()));
    Files.writeString(file, "torn");
    assertThat(told(page("0.0.0.0"), uplink))
        .containsExactly(new Birth.Certificate("page", own.end()));
  }

  @Test
  void whereThereIsNoneNothingIsTold() {
    assertThat(told(page("127.0.0.1"), uplink(Optional.empty()))).isEmpty();
    assertThat(told(page("0.0.0.0"), uplink(Optional.empty()))).isEmpty();
  }
}
