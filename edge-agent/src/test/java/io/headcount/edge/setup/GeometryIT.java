package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.InChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How points snap while one draws, in Chromium. */
@Timeout(120)
class GeometryIT {
  @RegisterExtension
  static final InChromium<SetupBox> BOX = new InChromium<>(SetupBox.class, SetupBox::new);

  @Test
  void snappingHoldsForAnyPointsAndPictures(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Object faults =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const g = await import('/page/geometry.js');
                    let seed = 7;
                    const random = () => {
                      seed = (seed * 1103515245 + 12345) % 2147483648;
                      return seed / 2147483648;
                    };
                    const point = () => [random() * 1.2 - 0.1, random() * 1.2 - 0.1];
                    const faults = [];
                    const holds = (is, what, ...values) => {
                      if (!is) {
                        faults.push(`${what}: ${JSON.stringify(values)}`);
                      }
                    };
                    for (let i = 0; i < 5000; i += 1) {
                      const aspect = 0.5 + 2 * random();
                      const reach = 0.005 + 0.04 * random();
                      const others = [g.within(point()), g.within(point())];
                      const neighbours = [g.within(point())];
                      const before = [g.within(point()), neighbours[0]];
                      const at = point();
                      const held = g.snap(at, { others, neighbours, before, reach, aspect });
                      const free = g.within(at);
                      holds(held.point.every((v) => v >= 0 && v <= 1), 'inside', at, held);
                      // never further than both axes together can take it
                      holds(g.distance(free, held.point, aspect) <= reach * Math.SQRT2 + 1e-9, 'near', at, held);
                      const near = others.filter((o) => g.distance(free, o, aspect) <= reach);
                      holds((held.on === 'point') === (near.length > 0), 'point', at, held);
                      if (held.on === 'edge') {
                        holds(held.point.some((v) => v === 0 || v === 1), 'edge', at, held);
                      }
                      if (held.on === 'angle' && held.guides.length === 1
                        && held.point.every((v, axis) => v !== neighbours[0][axis])) {
                        const [far, corner] = before;
                        const dot = (corner[0] - far[0]) * aspect * (held.point[0] - corner[0]) * aspect
                          + (corner[1] - far[1]) * (held.point[1] - corner[1]);
                        holds(Math.abs(dot) < 1e-9, 'right angle', at, held);
                      }
                      if (held.on === '') {
                        holds(g.distance(free, held.point, aspect) === 0, 'free', at, held);
                      }
                      // what snapped once stays where it is
                      const again = g.snap(held.point, { others, neighbours, before: null, reach: 1e-12, aspect });
                      holds(g.distance(again.point, held.point, aspect) < 1e-9, 'again', at, held, again);
                      const [a, b, c] = [point(), point(), point()];
                      holds(Math.sign(g.side(a, b, c)) === -Math.sign(g.side(b, a, c)), 'side', a, b, c);
                      holds(g.meets(a, b, b, c), 'ends touch', a, b, c);
                      holds(!g.crossesItself([a, b, c]), 'a triangle never crosses itself', a, b, c);
                      const middle = g.centre([a, b, c]);
                      holds(g.area([a, b, c]) < 1e-9 || g.inside([a, b, c], middle), 'inside', a, b, c);
                    }
                    return faults.slice(0, 5);
                  }
                  """);
      assertThat(faults).isEqualTo(List.of());
    }
  }
}
