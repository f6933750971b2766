package io.headcount.analytics.zone;

/** What a zone is for; the rules of visits are the same for all. */
public enum ZoneType {
  AREA,
  ENTRANCE,
  EXIT,
  PRODUCT,
  QUEUE,
  SERVICE,
  CHECKOUT,
  STAFF,
  RESTRICTED
}
