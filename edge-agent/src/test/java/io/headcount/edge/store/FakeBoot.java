package io.headcount.edge.store;

/** A machine whose uptime is what a test says. */
final class FakeBoot implements BootClock {
  private String boot = "boot-1";
  private long uptime = 1000;

  void restart() {
    boot = "boot-" + (Integer.parseInt(boot.substring(5)) + 1);
    uptime = 1000;
  }

  void pass(long millis) {
    uptime += millis;
  }

  @Override
  public String bootId() {
    return boot;
  }

  @Override
  public long uptimeMillis() {
    return uptime;
  }
}
