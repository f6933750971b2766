package io.headcount.collector.history;

import io.headcount.contract.Ack;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.StreamName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One device in one transaction, locked. Confined to the transaction that uses it. */
final class DeviceState {
  final DeviceAddress address;
  final Devices.Key key;

  boolean simulated;
  long birthNumber;
  boolean online;

  /** Number of the epoch that the device is in; 0 before any. */
  int epoch;

  /** Whether it said anything that must be answered. */
  boolean answer;

  long lastSeen;

  /** The device's epochs by name; a device has few. */
  final Map<String, Integer> epochs = new HashMap<>();

  private final Map<Integer, EpochState> states = new HashMap<>(); // of epochs

  DeviceState(DeviceAddress address, Devices.Key key) {
    this.address = address;
    this.key = key;
  }

  /** One epoch's streams and clock fixes. */
  static final class EpochState {
    final int id;
    final Map<StreamName, Lane> lanes = new EnumMap<>(StreamName.class);
    final ClockFixes fixes = new ClockFixes();
    boolean used;

    EpochState(int id) {
      this.id = id;
      for (StreamName stream : StreamName.values()) {
        lanes.put(stream, new Lane(stream));
      }
    }

    Lane lane(StreamName stream) {
      return lanes.getOrDefault(stream, new Lane(stream));
    }
  }

  EpochState epoch(int id) {
    return states.computeIfAbsent(id, EpochState::new);
  }

  Iterable<EpochState> epochStates() {
    return states.values();
  }

  /** What to tell the device. */
  Standing standing() {
    List<Ack.Stream> streams = new ArrayList<>();
    epochs.forEach(
        (name, id) -> {
          EpochState state = epoch(id);
          if (id == epoch || state.used) {
            state.lanes.values().forEach(lane -> streams.add(lane.ack(name)));
          }
        });
    return new Standing(address, simulated, birthNumber, streams);
  }
}
