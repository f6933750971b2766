package io.headcount.collector.simulate;

import java.time.ZoneId;
import java.util.Locale;

/** Where shops are; those in one city have the same weather. */
enum City {
  HAMBURG("Europe/Berlin", Country.GERMANY),
  PARIS("Europe/Paris", Country.FRANCE),
  BOSTON("America/New_York", Country.AMERICA),
  MUMBAI("Asia/Kolkata", Country.INDIA),
  LEEDS("Europe/London", Country.BRITAIN),
  OSAKA("Asia/Tokyo", Country.JAPAN),
  ADELAIDE("Australia/Adelaide", Country.AUSTRALIA),
  SEATTLE("America/Los_Angeles", Country.AMERICA),
  MUNICH("Europe/Berlin", Country.GERMANY),
  RECIFE("America/Recife", Country.BRAZIL);

  private final ZoneId zone;
  private final Country country;

  City(String zone, Country country) {
    this.zone = ZoneId.of(zone);
    this.country = country;
  }

  ZoneId zone() {
    return zone;
  }

  Country country() {
    return country;
  }

  /** As it is written in ids. */
  String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people write it. */
  String title() {
    return name().charAt(0) + slug().substring(1);
  }
}
