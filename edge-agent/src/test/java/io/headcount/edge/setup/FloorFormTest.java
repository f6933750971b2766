package io.headcount.edge.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.Heights;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.edge.mounting.Hanging;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page says of a floor that is known exactly. */
class FloorFormTest {
  private static FloorForm form(FloorRectangle floor, int people) {
    return FloorForm.of(floor, List.of(), Hanging.known(people));
  }

  @Test
  void rightCornersAndLengthsTellTheCameraAndFitThePeople() {
    FloorForm form = form(Hanging.tiles(), 60);

    assertThat(form.camera()).contains(new FloorForm.Hung(2.8, 30, 80));
    assertThat(form.heights().orElseThrow().verdict()).isEqualTo(Heights.Verdict.FITS);
    assertThat(form.heights().orElseThrow().middle()).isCloseTo(1.7, within(0.04));
    assertThat(form.walked().orElseThrow().lengthError()).isBetween(0.002, 0.1);
    assertThat(form.walked().orElseThrow().most())
        .isGreaterThanOrEqualTo(form.walked().orElseThrow().lengthError());
    assertThat(form.grid()).isNotEmpty();
  }

  @Test
  void aMetreIsSmallerAndLessSureFarAway() {
    List<List<Optional<FloorForm.Place>>> places = form(Hanging.tiles(), 0).places();
    FloorForm.Place near = places.get(10).get(8).orElseThrow();
    FloorForm.Place far = places.get(3).get(8).orElseThrow();
    assertThat(near.metre()).isGreaterThan(2 * far.metre());
    assertThat(far.placeErrorMetres().orElseThrow())
        .isGreaterThan(near.placeErrorMetres().orElseThrow());
    // a metre across in the middle of the tiles' near edge, as it was projected
    Point left = Hanging.seen(-0.5, 3);
    Point right = Hanging.seen(0.5, 3);
    int row = (int) (left.y() * 12);
    assertThat(places.get(row).get(8).orElseThrow().metre())
        .isCloseTo(right.x() - left.x(), within(0.05));
  }

  @Test
  void wrongLengthsDoNotFitThePeople() {
    FloorRectangle tiles = Hanging.tiles();
    FloorForm tall = form(new FloorRectangle(tiles.corners(), 3, 3), 60);
    assertThat(tall.heights().orElseThrow().verdict()).isEqualTo(Heights.Verdict.TOO_TALL);
    FloorForm small = form(new FloorRectangle(tiles.corners(), 1.5, 1.5), 60);
    assertThat(small.heights().orElseThrow().verdict()).isEqualTo(Heights.Verdict.TOO_SMALL);
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    FloorForm few = form(Hanging.tiles(), 20);
    assertThat(few.heights()).isEmpty();
    assertThat(few.people()).isEqualTo(20);
    FloorForm off = FloorForm.of(Hanging.tiles(), List.of(), Optional.empty());
    assertThat(off.camera()).isEmpty();
    assertThat(off.walked()).isEmpty();
    assertThat(off.toFloor()).hasSize(9);
  }

  @Test
  void byPeopleTheErrorIsTheirSpreadAndMore() {
    FloorForm form =
        FloorForm.of(new UprightCamera.Found(Hanging.CAMERA, 0.08), List.of(), Hanging.known(60));
    assertThat(form.walked().orElseThrow().lengthError()).isBetween(0.08, 0.2);
    assertThat(form.camera()).contains(new FloorForm.Hung(2.8, 30, 80));
    assertThat(form.floor().fieldNames())
        .toIterable()
        .containsExactly("height", "tilt", "lens", "aspect", "spread");
  }
}
