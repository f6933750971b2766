package io.headcount.collector.history;

/**
 * One window as it lies in the table. Immutable.
 *
 * @param start true time in milliseconds
 * @param recorded time that the window says, in milliseconds
 */
record MinuteRow(
    Devices.Key device,
    int epoch,
    int camera,
    long start,
    long recorded,
    long received,
    Item.Window item) {
  /** What names a window on its camera, whatever its epoch and number. Immutable. */
  record Name(int camera, long recorded, int part, int minutes) {}

  Name name() {
    return new Name(camera, recorded, item.window().part(), item.minutes());
  }

  long seq() {
    return item.text().seq();
  }
}
