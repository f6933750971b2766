package io.headcount.contract;

/**
 * Names one box among all: its tenant, its store and itself. Immutable. Each part is 1 to 64
 * letters, digits, dots, underscores and dashes, and begins with a letter or digit.
 */
public record DeviceAddress(String tenant, String store, String device) {
  private static final int LONGEST = 64;

  public DeviceAddress {
    require("tenant", tenant);
    require("store", store);
    require("device", device);
  }

  /**
   * Reads {@code tenant/store/device}.
   *
   * @throws ContractException when it is none
   */
  public static DeviceAddress parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new ContractException("'%s' is no device: write tenant/store/device".formatted(text));
    }
    return new DeviceAddress(parts[0], parts[1], parts[2]);
  }

  /** Whether a text can be a tenant's, a store's or a device's name. */
  public static boolean valid(String part) {
    if (part.isEmpty() || part.length() > LONGEST || !letterOrDigit(part.charAt(0))) {
      return false;
    }
    for (int i = 1; i < part.length(); i++) { // each window is asked: a pattern would cost more
      char c = part.charAt(i);
      if (!letterOrDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static void require(String what, String value) {
    if (!valid(value)) {
      throw new ContractException(
          "'%s' is no name for a %s: use 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit"
              .formatted(value, what));
    }
  }

  /** {@code tenant/store/device}. */
  @Override
  public String toString() {
    return tenant + "/" + store + "/" + device;
  }
}
