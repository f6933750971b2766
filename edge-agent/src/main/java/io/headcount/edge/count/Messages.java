package io.headcount.edge.count;

import io.headcount.analytics.heat.CellTime;
import io.headcount.analytics.heat.Grid;
import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.zone.ZoneVisit;
import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import io.headcount.contract.ZoneVisited;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** From what analytics found out to the contract's records. */
public final class Messages {
  private static final long TENTH = 100_000_000; // ns

  private Messages() {}

  public static CountWindow window(CameraId camera, String revision, MinuteWindow window) {
    return new CountWindow(
        CountWindow.VERSION,
        camera.value(),
        window.start(),
        window.part(),
        window.coverage(),
        window.frames(),
        revision,
        window.lines().stream().map(Messages::line).toList(),
        window.zones().stream().map(Messages::zone).toList(),
        window.statics(),
        window.flows().map(flows -> flows.stream().map(Messages::flow).toList()),
        window.heat().map(Messages::heat));
  }

  public static LineCrossed crossing(CameraId camera, Crossing crossing) {
    return new LineCrossed(
        camera.value(),
        crossing.line(),
        word(crossing.direction()),
        crossing.track().value(),
        crossing.at());
  }

  public static ZoneVisited visit(CameraId camera, ZoneVisit visit) {
    return new ZoneVisited(
        camera.value(),
        visit.zone(),
        visit.track().value(),
        visit.enter(),
        visit.leave(),
        seconds(visit.dwell()));
  }

  public static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static LineCount line(MinuteWindow.LineTally tally) {
    return new LineCount(
        tally.line().id(),
        tally.line().policy().name().toLowerCase(Locale.ROOT),
        tally.in(),
        tally.out(),
        tally.totalIn(),
        tally.totalOut());
  }

  private static ZoneCount zone(MinuteWindow.ZoneTally tally) {
    return new ZoneCount(
        tally.zone().id(),
        tally.zone().type().name().toLowerCase(Locale.ROOT),
        tally.visits(),
        tally.passBys(),
        seconds(tally.dwell()),
        tally.occupancyMean(),
        tally.occupancyPeak(),
        tally.dwells().map(Sketch::of),
        tally.queue().map(Messages::queue));
  }

  private static QueueCount queue(MinuteWindow.QueueTally tally) {
    return new QueueCount(
        Sketch.of(tally.waits()),
        tally.ends().map(MinuteWindow.Ends::served),
        tally.ends().map(MinuteWindow.Ends::abandoned));
  }

  private static Flow flow(MinuteWindow.FlowTally tally) {
    return new Flow(tally.from(), tally.to(), tally.count());
  }

  /**
   * What a cell has beyond full tenths of a second is told with the next one, so that the sums are
   * right to a tenth.
   */
  static Heat heat(List<CellTime> cells) {
    long[] presence = new long[Grid.CELLS];
    long[] stationary = new long[Grid.CELLS];
    long stillRest = 0;
    long movingRest = 0;
    for (CellTime cell : cells) {
      stillRest += cell.stillNanos();
      movingRest += cell.presentNanos() - cell.stillNanos();
      stationary[cell.cell()] = stillRest / TENTH;
      presence[cell.cell()] = stillRest / TENTH + movingRest / TENTH;
      stillRest %= TENTH;
      movingRest %= TENTH;
    }
    return new Heat(Grid.COLUMNS, Grid.ROWS, Bins.of(presence), Bins.of(stationary));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
