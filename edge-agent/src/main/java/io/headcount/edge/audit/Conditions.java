package io.headcount.edge.audit;

/**
 * What the person says of the place; blank where nothing is said. Immutable.
 *
 * @param person who counted
 * @param height of the camera over the floor
 * @param angle how it looks at the people
 * @param light such as daylight or lamps at night
 * @param note anything else
 */
record Conditions(String person, String height, String angle, String light, String note) {
  private static final int LONGEST = 400;

  static final Conditions UNKNOWN = new Conditions("", "", "", "", "");

  Conditions {
    person = shortened(person);
    height = shortened(height);
    angle = shortened(angle);
    light = shortened(light);
    note = shortened(note);
  }

  private static String shortened(String text) {
    String plain = text.strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
