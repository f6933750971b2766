package io.headcount.collector.history;

import io.headcount.contract.ClockFix;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes messages in within one transaction. Confined to the transaction's thread. */
final class Ingestion {
  private final DeviceLoader loader;
  private final MinuteTable minutes;
  private final Names.Use names;
  private final IngestWriter writer;
  private final Said said;
  private final Map<DeviceAddress, DeviceState> devices = new LinkedHashMap<>();
  private final List<MinuteRow> rows = new ArrayList<>(); // new, not yet in the table
  private final List<News> news = new ArrayList<>();
  private final Tally tally = new Tally();

  Ingestion(Connection connection, Dialect dialect, Names names, HistoryOptions.Keep keep) {
    Plain database = new Plain(connection);
    this.loader = new DeviceLoader(database, dialect);
    this.minutes = new MinuteTable(connection, dialect, database);
    this.names = names.use(loader, database);
    this.writer = new IngestWriter(connection, database, keep);
    this.said = new Said(loader, database, writer, this.names, news);
  }

  /** Names that this transaction made; to be kept after its commit. */
  Names.Use names() {
    return names;
  }

  Ingested run(List<Message> messages) throws SQLException {
    lock(messages);
    for (Message message : messages) {
      tally.messages++;
      Optional<DeviceState> device = Optional.ofNullable(devices.get(message.device()));
      device.ifPresent(d -> d.lastSeen = Math.max(d.lastSeen, message.at()));
      switch (message) {
        case Message.Unreadable unreadable -> deadLetter(unreadable.source(), unreadable.reason());
        case Message.Data data -> data(device.orElseThrow(), data);
        case Message.Born born -> born(device.orElseThrow(), born);
        // what an unknown device says will be said again after its birth
        case Message.Died died -> ifKnown(device, d -> said.died(d, died));
        case Message.Healthy healthy -> ifKnown(device, d -> said.healthy(d, healthy));
        case Message.Configured config -> ifKnown(device, d -> said.configured(d, config));
        case Message.Replied replied -> ifKnown(device, d -> said.replied(d, replied));
      }
    }
    flush();
    writer.finish(devices.values());
    List<Standing> standings =
        devices.values().stream().filter(d -> d.answer).map(DeviceState::standing).toList();
    return new Ingested(standings, news, tally.counts());
  }

  private interface Step {
    void on(DeviceState device) throws SQLException;
  }

  private static void ifKnown(Optional<DeviceState> device, Step step) throws SQLException {
    if (device.isPresent()) {
      step.on(device.get());
    }
  }

  private void lock(List<Message> messages) throws SQLException {
    Map<DeviceAddress, Optional<Boolean>> simulated =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())); // in one order everywhere
    for (Message message : messages) {
      simulated.merge(
          message.device(), simulated(message), (first, next) -> first.isPresent() ? first : next);
    }
    Map<DeviceAddress, Devices.Key> keys = new LinkedHashMap<>();
    for (Map.Entry<DeviceAddress, Optional<Boolean>> device : simulated.entrySet()) {
      Optional<Devices.Key> key = names.key(device.getKey());
      if (key.isEmpty() && device.getValue().isPresent()) {
        long now = messages.getFirst().at();
        key = Optional.of(names.make(device.getKey(), device.getValue().get(), now));
      }
      key.ifPresent(k -> keys.put(device.getKey(), k));
    }
    List<DeviceState> locked = loader.lock(keys);
    loader.loadEpochs(locked);
    locked.forEach(device -> devices.put(device.address, device));
  }

  private static Optional<Boolean> simulated(Message message) {
    return switch (message) {
      case Message.Data data -> Optional.of(data.batch().simulated());
      case Message.Born born -> Optional.of(born.birth().simulated());
      case Message.Died _,
          Message.Healthy _,
          Message.Configured _,
          Message.Replied _,
          Message.Unreadable _ ->
          Optional.empty();
    };
  }

  private void deadLetter(Received message, String reason) throws SQLException {
    writer.deadLetter(message, reason);
    tally.deadLetters++;
  }

  /** Whether a device may say this: real numbers and simulated ones never mix. */
  private boolean admitted(DeviceState device, Received message, boolean simulated)
      throws SQLException {
    if (simulated && !device.simulated) {
      deadLetter(message, "simulated numbers of a real device: give simulated ones another name");
      return false;
    }
    if (!simulated && device.simulated) {
      flush();
      writer.dirty(device.key, minutes.deleteAll(device.key));
      writer.becomeReal(device);
    }
    return true;
  }

  private void born(DeviceState device, Message.Born born) throws SQLException {
    if (admitted(device, born.source(), born.birth().simulated())) {
      said.born(device, born);
    }
  }

  private void data(DeviceState device, Message.Data data) throws SQLException {
    if (!admitted(device, data.source(), data.batch().simulated())) {
      return;
    }
    device.answer = true;
    int id = loader.epoch(device, data.batch().epoch(), data.at());
    if (device.epoch == 0) {
      device.epoch = id;
    }
    DeviceState.EpochState epoch = device.epoch(id);
    epoch.used = true;
    Lane lane = epoch.lane(data.batch().stream());
    List<Item.Single> again = new ArrayList<>();
    List<Item.Window> windows = new ArrayList<>();
    for (Item item : data.items()) {
      switch (item) {
        case Item.Nothing nothing -> nothing(device, epoch, data, lane, nothing.tombstone());
        case Item.Single single -> {
          if (lane.has(single.text().seq())) {
            again.add(single);
          } else if (single instanceof Item.Window window) {
            windows.add(window);
          } else {
            single(device, epoch, data, single);
          }
          if (!lane.has(single.text().seq())) {
            lane.add(single.text().seq(), single.text().hash());
          }
        }
      }
    }
    windows(device, epoch, data, windows);
    again(device, epoch, data, lane, again);
  }

  private void nothing(
      DeviceState device,
      DeviceState.EpochState epoch,
      Message.Data data,
      Lane lane,
      Entry.Tombstone tombstone)
      throws SQLException {
    long added = 0;
    for (Range range : lane.addEmpty(tombstone.from(), tombstone.to())) {
      writer.tombstone(device.key, epoch.id, data.batch().stream(), range, tombstone.reason());
      added += range.to() - range.from() + 1;
    }
    tally.tombstones += added;
    tally.duplicates += tombstone.to() - tombstone.from() + 1 - added;
  }

  private void single(
      DeviceState device, DeviceState.EpochState epoch, Message.Data data, Item.Single item)
      throws SQLException {
    switch (item) {
      case Item.Window _ -> throw new IllegalStateException("windows go together");
      case Item.Bad bad -> quarantine(device, epoch, data, bad, bad.reason());
      case Item.Fix fix -> {
        flush();
        epoch.fixes.add(fix.text().seq(), fix.fix());
        writer.clockFix(device.key, epoch.id, fix, data.at());
        writer.dirty(device.key, moved(device, epoch, fix.fix()));
        tally.records++;
      }
      case Item.Crossing crossing -> {
        int counter =
            names.counter(
                device, crossing.crossing().camera(), Names.LINE, crossing.crossing().line(), "");
        long at = crossing.crossing().at().toEpochMilli();
        event(device, epoch, data, crossing, crossing.crossing().camera(), counter, at);
        news.add(new News.Crossed(device.address, crossing.crossing()));
      }
      case Item.Visit visit -> {
        int counter =
            names.counter(device, visit.visit().camera(), Names.ZONE, visit.visit().zone(), "");
        long at = visit.visit().leave().toEpochMilli();
        event(device, epoch, data, visit, visit.visit().camera(), counter, at);
        news.add(new News.Visited(device.address, visit.visit()));
      }
    }
  }

  private void event(
      DeviceState device,
      DeviceState.EpochState epoch,
      Message.Data data,
      Item.Single item,
      String camera,
      int counter,
      long at)
      throws SQLException {
    if (device.epochs.size() > 1 && writer.hasEvent(device.key, at, item.text().hash())) {
      tally.duplicates++;
      return;
    }
    writer.event(
        device.key,
        epoch.id,
        data.batch().stream(),
        item.text(),
        at,
        names.camera(device, camera),
        counter);
    tally.records++;
  }

  private Set<Long> moved(DeviceState device, DeviceState.EpochState epoch, ClockFix fix)
      throws SQLException {
    return minutes.move(device, epoch, fix.fromSeq(), fix.onward() ? Long.MAX_VALUE : fix.toSeq());
  }

  /** New windows of one batch; another epoch of the device may have had them already. */
  private void windows(
      DeviceState device,
      DeviceState.EpochState epoch,
      Message.Data data,
      List<Item.Window> windows)
      throws SQLException {
    Map<MinuteRow.Name, Set<Long>> known = new HashMap<>();
    List<MinuteRow> candidates = new ArrayList<>();
    for (Item.Window window : windows) {
      names.counters(device, window);
      candidates.add(row(device, epoch, data, window));
    }
    if (device.epochs.size() > 1) {
      flush();
      known = otherEpochs(device, epoch, candidates);
    }
    for (MinuteRow row : candidates) {
      Set<Long> hashes = known.getOrDefault(row.name(), Set.of());
      if (hashes.contains(row.item().text().hash())) {
        tally.duplicates++;
      } else if (!hashes.isEmpty()) {
        quarantine(
            device, epoch, data, row.item(), "another epoch had other numbers for this window");
      } else {
        rows.add(row);
        tally.records++;
        news.add(
            new News.Counted(
                device.address,
                Instant.ofEpochMilli(row.start()),
                row.item().minutes(),
                row.item().window()));
      }
    }
  }

  private MinuteRow row(
      DeviceState device, DeviceState.EpochState epoch, Message.Data data, Item.Window window)
      throws SQLException {
    return new MinuteRow(
        device.key,
        epoch.id,
        names.camera(device, window.window().camera()),
        window.recorded() + epoch.fixes.shift(window.text().seq()),
        window.recorded(),
        data.at(),
        window);
  }

  private Map<MinuteRow.Name, Set<Long>> otherEpochs(
      DeviceState device, DeviceState.EpochState epoch, List<MinuteRow> candidates)
      throws SQLException {
    Set<Long> shifts = new HashSet<>();
    device.epochStates().forEach(state -> shifts.addAll(state.fixes.shifts()));
    shifts.add(0L);
    List<MinuteTable.Place> places = new ArrayList<>();
    for (MinuteRow row : candidates) {
      for (long shift : shifts) {
        places.add(
            new MinuteTable.Place(
                row.camera(), row.recorded() + shift, row.item().window().part()));
      }
    }
    Map<MinuteRow.Name, Set<Long>> hashes = new HashMap<>();
    for (MinuteTable.Stored stored : minutes.find(device.key, places)) {
      if (stored.epoch() != epoch.id) {
        hashes.computeIfAbsent(stored.name(), n -> new HashSet<>()).add(stored.hash());
      }
    }
    return hashes;
  }

  /** Numbers that are stored already: the same again, or something else under their name? */
  private void again(
      DeviceState device,
      DeviceState.EpochState epoch,
      Message.Data data,
      Lane lane,
      List<Item.Single> again)
      throws SQLException {
    Map<MinuteRow.Name, List<Item.Window>> windows = new HashMap<>();
    List<MinuteTable.Place> places = new ArrayList<>();
    for (Item.Single item : again) {
      tally.duplicates++;
      if (lane.addedNow(item.text().seq())) {
        if (!lane.addedNow(item.text().seq(), item.text().hash())) {
          fork(device, epoch, data, item);
        }
      } else if (item instanceof Item.Window window) {
        MinuteRow row = row(device, epoch, data, window);
        windows.computeIfAbsent(row.name(), n -> new ArrayList<>()).add(window);
        places.add(new MinuteTable.Place(row.camera(), row.start(), row.item().window().part()));
      } else if (item instanceof Item.Fix fix && !epoch.fixes.has(fix.text().seq(), fix.fix())) {
        fork(device, epoch, data, fix);
      } else if (data.batch().stream() != StreamName.WINDOWS
          && writer.hasOtherEvent(device.key, epoch.id, data.batch().stream(), item.text())) {
        fork(device, epoch, data, item);
      }
    }
    for (MinuteTable.Stored stored : minutes.find(device.key, places)) {
      for (Item.Window window : windows.getOrDefault(stored.name(), List.of())) {
        if (stored.epoch() == epoch.id
            && stored.seq() == window.text().seq()
            && stored.hash() != window.text().hash()) {
          fork(device, epoch, data, window);
        }
      }
    }
  }

  private void fork(
      DeviceState device, DeviceState.EpochState epoch, Message.Data data, Item.Single item)
      throws SQLException {
    tally.duplicates--;
    quarantine(device, epoch, data, item, "this number is stored with another record");
  }

  private void quarantine(
      DeviceState device,
      DeviceState.EpochState epoch,
      Message.Data data,
      Item.Single item,
      String reason)
      throws SQLException {
    tally.quarantined +=
        writer.quarantine(
            device.key, epoch.id, data.batch().stream(), item.text(), data.at(), reason);
  }

  /** Puts the new windows into the table, where they can be found. */
  private void flush() throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    minutes.insert(rows);
    minutes.noteDays(rows, names);
    for (MinuteRow row : rows) {
      writer.dirty(row.device(), Set.of(row.start()));
    }
    rows.clear();
  }
}
