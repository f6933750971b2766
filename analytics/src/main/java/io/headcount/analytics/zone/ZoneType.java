package io.headcount.analytics.zone;

/** What a zone is for; the rules of visits are the same for all but {@link #EXCLUDED}. */
public enum ZoneType {
  AREA,
  ENTRANCE,
  EXIT,
  PRODUCT,
  QUEUE,
  SERVICE,
  CHECKOUT,
  STAFF,
  RESTRICTED,
  /** Nobody there is counted, at no line and in no zone; no stays are measured in it. */
  EXCLUDED
}
