package io.headcount.collector.pages;

final class DashboardSession {
  static final String ADMIN =
      """
      {"user": {"name": "Ada Miller", "login": "ada"}, "role": "admin", "permissions": ["see_numbers", "export", "write_notes", "see_fleet", "control_devices", "manage_users", "see_audit_log"], "tenant": "acme", "stores": null, "csrf": "c"}""";
}
