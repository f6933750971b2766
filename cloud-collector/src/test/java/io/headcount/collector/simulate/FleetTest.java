package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.DeviceAddress;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FleetTest {
  @Test
  void aShopDoesNotDependOnHowManyThereAre() {
    assertThat(Fleet.of(7, 40, 3).shops().subList(0, 5)).isEqualTo(Fleet.of(7, 5, 3).shops());
  }

  @Test
  void anotherSeedMakesOtherShops() {
    assertThat(Fleet.of(8, 20, 3).shops()).doesNotContainAnyElementsOf(Fleet.of(7, 20, 3).shops());
  }

  @Test
  void idsAreUniqueAndFitForTopics() {
    List<String> ids = Fleet.of(1, 1200, 1).shops().stream().map(Shop::id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(DeviceAddress::valid);
  }

  @Test
  void zonesIncludeHalfHours() {
    assertThat(Fleet.of(1, 10, 1).shops().stream().map(Shop::zone))
        .contains(ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kolkata"))
        .contains(ZoneId.of("Australia/Adelaide"));
  }

  @Test
  void everyDoorHasOneCameraWhereThereAreEnough() {
    for (Shop shop : Fleet.of(3, 60, 5).shops()) {
      assertThat(shop.cameras().stream().flatMap(camera -> camera.entrance().stream()))
          .as(shop.id())
          .hasSize(shop.doors())
          .doesNotHaveDuplicates();
      assertThat(shop.cameras().stream().map(ShopCamera::id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void aSingleCameraWatchesTheOnlyDoor() {
    assertThat(Fleet.of(3, 60, 1).shops())
        .allMatch(shop -> shop.doors() == 1)
        .allMatch(shop -> shop.cameras().getFirst().entrance().isPresent());
  }

  @Test
  void refusesAFleetOfNothing() {
    assertThatThrownBy(() -> Fleet.of(1, 0, 1)).hasMessageContaining("1 store or more");
    assertThatThrownBy(() -> Fleet.of(1, 1, 65)).hasMessageContaining("1 to 64 cameras");
  }
}
