package io.headcount.collector.people;

import static io.headcount.collector.people.Permission.CONTROL_DEVICES;
import static io.headcount.collector.people.Permission.EXPORT;
import static io.headcount.collector.people.Permission.MANAGE_USERS;
import static io.headcount.collector.people.Permission.SEE_AUDIT_LOG;
import static io.headcount.collector.people.Permission.SEE_FLEET;
import static io.headcount.collector.people.Permission.SEE_NUMBERS;
import static io.headcount.collector.people.Permission.WRITE_NOTES;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a user is, and what follows from it. */
public enum Role {
  VIEWER,
  STORE_MANAGER,
  ANALYST,
  TECHNICIAN,
  ADMIN;

  public Set<Permission> permissions() {
    return switch (this) {
      case VIEWER -> EnumSet.of(SEE_NUMBERS);
      case STORE_MANAGER -> EnumSet.of(SEE_NUMBERS, EXPORT, WRITE_NOTES, SEE_FLEET);
      case ANALYST -> EnumSet.of(SEE_NUMBERS, EXPORT, WRITE_NOTES);
      case TECHNICIAN -> EnumSet.of(SEE_NUMBERS, SEE_FLEET, CONTROL_DEVICES);
      case ADMIN ->
          EnumSet.of(
              SEE_NUMBERS,
              EXPORT,
              WRITE_NOTES,
              SEE_FLEET,
              CONTROL_DEVICES,
              MANAGE_USERS,
              SEE_AUDIT_LOG);
    };
  }

  /** The role as people write it, such as {@code store_manager}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this word. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** The words of all roles. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }
}
