package io.headcount.collector.history;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Looks into the tables. Thread-safe. */
final class Tables {
  private final History history;

  Tables(History history) {
    this.history = history;
  }

  int count(String table) {
    return history
        .database()
        .read(h -> h.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }

  String text(String sql) {
    return rows(sql).getFirst();
  }

  /** Each row's values with bars between them. */
  List<String> rows(String sql) {
    return history.database().read(h -> rows(h, sql));
  }

  private static List<String> rows(Handle h, String sql) {
    return h.createQuery(sql)
        .map(
            (row, context) -> {
              List<String> values = new ArrayList<>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(row.getString(i)));
              }
              return String.join("|", values);
            })
        .list();
  }

  /** All that must not depend on the order in which messages came. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (String sql :
        List.of(
            """
            SELECT 'minute', d.name, c.name, e.name, m.seq, m.start, m.recorded, m.minutes, m.part,
              m.hash, m.body
            FROM minute m JOIN camera c ON c.id = m.camera_id JOIN epoch e ON e.id = m.epoch_id
              JOIN device d ON d.id = m.device_id""",
            """
            SELECT 'event', d.name, e.name, x.stream, x.seq, x.at, c.name, k.name, x.body
            FROM event x JOIN device d ON d.id = x.device_id JOIN epoch e ON e.id = x.epoch_id
              JOIN camera c ON c.id = x.camera_id JOIN counter k ON k.id = x.counter_id""",
            """
            SELECT 'island', d.name, e.name, i.stream, i.from_seq, i.to_seq FROM island i
            JOIN device d ON d.id = i.device_id JOIN epoch e ON e.id = i.epoch_id""",
            """
            SELECT 'tombstone', d.name, e.name, i.stream, i.from_seq, i.to_seq, i.reason
            FROM tombstone i
            JOIN device d ON d.id = i.device_id JOIN epoch e ON e.id = i.epoch_id""",
            """
            SELECT 'clock', d.name, e.name, f.seq, f.from_seq, f.to_seq, f.shift_ms
            FROM clock_fix f
            JOIN device d ON d.id = f.device_id JOIN epoch e ON e.id = f.epoch_id""",
            """
            SELECT 'line', d.name, c.name, k.name, k.type, r.grain, r.start, r.day, r.ins, r.outs
            FROM line_rollup r JOIN counter k ON k.id = r.counter_id
              JOIN camera c ON c.id = k.camera_id JOIN device d ON d.id = c.device_id""",
            """
            SELECT 'zone', d.name, c.name, k.name, k.type, r.grain, r.start, r.day, r.visits,
              r.pass_bys, r.dwell_ms, r.person_ms, r.observed_ms, r.peak
            FROM zone_rollup r JOIN counter k ON k.id = r.counter_id
              JOIN camera c ON c.id = k.camera_id JOIN device d ON d.id = c.device_id""",
            """
            SELECT 'camera', d.name, c.name, r.grain, r.start, r.day, r.observed_ms, r.span_ms,
              r.frames, r.windows
            FROM camera_rollup r JOIN camera c ON c.id = r.camera_id
              JOIN device d ON d.id = c.device_id""",
            "SELECT 'dirty', count(*) FROM dirty",
            "SELECT 'quarantine', count(*) FROM quarantine",
            "SELECT 'dead', count(*) FROM dead_letter")) {
      all.addAll(rows(sql).stream().sorted().toList());
    }
    return all;
  }

  /** Makes the database fail on windows with this number. */
  void refuseWindowsWithNumber(long seq) {
    history
        .database()
        .write(
            h -> {
              switch (history.database().storage()) {
                case Storage.Sqlite _ ->
                    h.execute(
                        "CREATE TRIGGER refuse BEFORE INSERT ON minute WHEN NEW.seq = "
                            + seq
                            + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
                case Storage.PostgreSql _ -> {
                  h.execute(
                      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                          + " $$ BEGIN RAISE EXCEPTION 'refused'; END $$");
                  h.execute(
                      "CREATE TRIGGER refuse BEFORE INSERT ON minute FOR EACH ROW WHEN (NEW.seq = "
                          + seq
                          + ") EXECUTE FUNCTION refuse()");
                }
              }
              return true;
            });
  }

  String yes() {
    return truth("1", "t");
  }

  String no() {
    return truth("0", "f");
  }

  private String truth(String sqlite, String postgres) {
    return switch (history.database().storage()) {
      case Storage.Sqlite _ -> sqlite;
      case Storage.PostgreSql _ -> postgres;
    };
  }
}
