package io.headcount.collector.history;

import io.headcount.collector.picture.Picture;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What heat is shown over: a plan for a store, a background for a camera; and where on the plan
 * cameras look. Thread-safe.
 */
public final class Pictures {
  private static final int PLAN = 0;

  private final Database database;
  private final InstantSource clock;

  Pictures(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What a picture is of. */
  public sealed interface Ground {
    String tenant();

    String store();

    /** A store's floor, seen from above. Immutable. */
    record Plan(String tenant, String store) implements Ground {}

    /** What a camera looks at. Immutable. */
    record Background(String tenant, String store, String device, String camera)
        implements Ground {}
  }

  /** A picture without its dots. Immutable. */
  public record Frame(int width, int height, Instant at) {}

  /**
   * A camera of a store, and what it is shown over. Immutable.
   *
   * @param background absent when it has none
   * @param corners absent when nobody said where on the plan it looks
   */
  public record Camera(
      String device, String camera, Optional<Frame> background, Optional<Corners> corners) {}

  /** What a store has. Immutable. */
  public record Grounds(Optional<Frame> plan, List<Camera> cameras) {
    public Grounds {
      cameras = List.copyOf(cameras);
    }
  }

  /** The numbers that stand for what a picture is of. */
  private record Key(int tenant, int store, int camera) {}

  private static Optional<Key> key(Handle h, Ground ground) {
    return switch (ground) {
      case Ground.Plan plan ->
          h.createQuery(
                  """
                  SELECT s.tenant_id, s.id, 0 FROM store s JOIN tenant t ON t.id = s.tenant_id
                  WHERE t.name = ? AND s.name = ?""")
              .bind(0, plan.tenant())
              .bind(1, plan.store())
              .map((row, context) -> key(row))
              .findFirst();
      case Ground.Background background ->
          h.createQuery(
                  """
                  SELECT c.tenant_id, c.store_id, c.id FROM camera c
                  JOIN device d ON d.id = c.device_id JOIN store s ON s.id = c.store_id
                  JOIN tenant t ON t.id = c.tenant_id
                  WHERE t.name = ? AND s.name = ? AND d.name = ? AND c.name = ?""")
              .bind(0, background.tenant())
              .bind(1, background.store())
              .bind(2, background.device())
              .bind(3, background.camera())
              .map((row, context) -> key(row))
              .findFirst();
    };
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(row.getInt(1), row.getInt(2), row.getInt(3));
  }

  /**
   * Keeps a picture in place of the one before.
   *
   * @return whether there is such a store or camera
   */
  public boolean put(Ground ground, Picture picture) {
    return database.write(
        h -> {
          Optional<Key> key = key(h, ground);
          key.ifPresent(
              k ->
                  h.execute(
                      """
                      INSERT INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)
                      ON CONFLICT (tenant_id, store_id, camera_id) DO UPDATE SET
                        width = excluded.width, height = excluded.height,
                        put_at = excluded.put_at, jpeg = excluded.jpeg""",
                      k.tenant(),
                      k.store(),
                      k.camera(),
                      picture.width(),
                      picture.height(),
                      clock.millis(),
                      picture.jpeg()));
          return key.isPresent();
        });
  }

  /** Deletes a picture, and with a plan where cameras look on it; whether there was one. */
  public boolean delete(Ground ground) {
    return database.write(
        h ->
            key(h, ground)
                .filter(
                    k -> {
                      if (k.camera() == PLAN) {
                        h.execute(
                            "DELETE FROM camera_place WHERE tenant_id = ? AND store_id = ?",
                            k.tenant(),
                            k.store());
                      }
                      return h.execute(
                              "DELETE FROM picture WHERE tenant_id = ? AND store_id = ? AND camera_id = ?",
                              k.tenant(),
                              k.store(),
                              k.camera())
                          > 0;
                    })
                .isPresent());
  }

  /** The file of a picture; absent when there is none. */
  public Optional<byte[]> jpeg(Ground ground) {
    return database.read(
        h ->
            key(h, ground)
                .flatMap(
                    k ->
                        h.createQuery(
                                "SELECT jpeg FROM picture WHERE tenant_id = ? AND store_id = ? AND camera_id = ?")
                            .bind(0, k.tenant())
                            .bind(1, k.store())
                            .bind(2, k.camera())
                            .map((row, context) -> row.getBytes(1))
                            .findFirst()));
  }

  /**
   * Says where on the plan a camera looks.
   *
   * @param corners absent to forget it
   * @return whether there is such a camera
   */
  public boolean place(Ground.Background camera, Optional<Corners> corners) {
    return database.write(
        h -> {
          Optional<Key> key = key(h, camera);
          key.ifPresent(k -> place(h, k, corners));
          return key.isPresent();
        });
  }

  private static void place(Handle h, Key key, Optional<Corners> corners) {
    h.execute(
        "DELETE FROM camera_place WHERE tenant_id = ? AND store_id = ? AND camera_id = ?",
        key.tenant(),
        key.store(),
        key.camera());
    corners.ifPresent(
        c ->
            h.execute(
                "INSERT INTO camera_place VALUES (?, ?, ?, ?)",
                key.tenant(),
                key.store(),
                key.camera(),
                c.text()));
  }

  /** What a store and its cameras have; absent when there is no such store. */
  public Optional<Grounds> of(String tenant, String store) {
    return database.read(
        h ->
            key(h, new Ground.Plan(tenant, store))
                .map(k -> new Grounds(plan(h, k), cameras(h, k))));
  }

  private static Optional<Frame> plan(Handle h, Key key) {
    return h.createQuery(
            "SELECT width, height, put_at FROM picture WHERE tenant_id = ? AND store_id = ? AND camera_id = 0")
        .bind(0, key.tenant())
        .bind(1, key.store())
        .map((row, context) -> frame(row))
        .findFirst()
        .flatMap(frame -> frame);
  }

  private static List<Camera> cameras(Handle h, Key key) {
    return h.createQuery(
            """
            SELECT d.name AS device, c.name AS camera, p.width, p.height, p.put_at, m.corners
            FROM camera c JOIN device d ON d.id = c.device_id
            LEFT JOIN picture p ON p.tenant_id = c.tenant_id AND p.store_id = c.store_id
              AND p.camera_id = c.id
            LEFT JOIN camera_place m ON m.tenant_id = c.tenant_id AND m.store_id = c.store_id
              AND m.camera_id = c.id
            WHERE c.tenant_id = ? AND c.store_id = ? ORDER BY d.name, c.name""")
        .bind(0, key.tenant())
        .bind(1, key.store())
        .map(
            (row, context) ->
                new Camera(
                    row.getString("device"),
                    row.getString("camera"),
                    frame(row),
                    Optional.ofNullable(row.getString("corners")).map(Corners::parse)))
        .list();
  }

  private static Optional<Frame> frame(ResultSet row) throws SQLException {
    int width = row.getInt("width");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Frame(width, row.getInt("height"), Instant.ofEpochMilli(row.getLong("put_at"))));
  }
}
