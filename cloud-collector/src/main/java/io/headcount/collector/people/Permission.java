package io.headcount.collector.people;

/** One thing that may be allowed. */
public enum Permission {
  /** Counts, visits, coverage and what is missing of them. */
  SEE_NUMBERS,
  /** Numbers as files. */
  EXPORT,
  /** Sales and notes beside the numbers. */
  WRITE_NOTES,
  /** Devices, how they do and what they run. */
  SEE_FLEET,
  /** Configurations and commands of devices. */
  CONTROL_DEVICES,
  /** Users, their roles, stores and sessions. */
  MANAGE_USERS,
  /** Who did what. */
  SEE_AUDIT_LOG
}
