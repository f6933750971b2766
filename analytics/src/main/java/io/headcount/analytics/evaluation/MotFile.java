package io.headcount.analytics.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The boxes of one sequence, in the text format of the MOTChallenge: {@code
 * frame,id,left,top,width,height,confidence,x,y,z} with one box a line. Immutable. The last three
 * columns, the floor position, are neither read nor known here and are written as -1.
 *
 * @param rows no id twice in a frame; kept in the order of frames, then ids
 */
public record MotFile(List<MotRow> rows) {
  private record Place(int frame, long id) {}

  public MotFile {
    rows =
        rows.stream()
            .sorted(Comparator.comparingInt(MotRow::frame).thenComparingLong(MotRow::id))
            .toList();
    for (int i = 1; i < rows.size(); i++) {
      MotRow row = rows.get(i);
      MotRow previous = rows.get(i - 1);
      if (row.frame() == previous.frame() && row.id() == previous.id()) {
        throw new IllegalArgumentException(
            "frame %d has id %d twice".formatted(row.frame(), row.id()));
      }
    }
  }

  /**
   * Reads the lines of a file. Blank lines are passed over; a row needs its first six columns, a
   * missing confidence is 1.
   *
   * @param name of the file, for messages
   * @throws MotFormatException at the first line that is no row, or repeats an id within a frame
   */
  public static MotFile parse(String name, List<String> lines) {
    List<MotRow> rows = new ArrayList<>();
    Map<Place, Integer> lineOf = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      MotRow row = new MotLine(name, i + 1, lines.get(i)).row();
      Integer first = lineOf.putIfAbsent(new Place(row.frame(), row.id()), i + 1);
      if (first != null) {
        throw new MotFormatException(
            name,
            i + 1,
            "id %d is already in frame %d, at line %d: give each person of a frame an id of its own"
                .formatted(row.id(), row.frame(), first));
      }
      rows.add(row);
    }
    return new MotFile(rows);
  }

  /** The rows of a file that {@link #parse} reads back; numbers keep four decimals. */
  public List<String> lines() {
    return rows.stream().map(MotFile::line).toList();
  }

  /** The part from one frame to another, both included; frame numbers stay. */
  public MotFile within(int first, int last) {
    return new MotFile(
        rows.stream().filter(row -> row.frame() >= first && row.frame() <= last).toList());
  }

  /** Without the rows of confidence 0, by which some truths mark what is not to be considered. */
  public MotFile considered() {
    return new MotFile(rows.stream().filter(row -> row.confidence() != 0).toList());
  }

  private static String line(MotRow row) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%.4f,%.4f,%.4f,%.4f,%.4f,-1,-1,-1",
        row.frame(),
        row.id(),
        row.box().left(),
        row.box().top(),
        row.box().width(),
        row.box().height(),
        row.confidence());
  }
}
