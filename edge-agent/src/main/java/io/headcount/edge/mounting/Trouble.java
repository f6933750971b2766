package io.headcount.edge.mounting;

/** What is wrong with how a camera hangs or what it shows. Texts are for people. Immutable. */
public enum Trouble {
  TOO_DARK(
      "the picture is very dark",
      "switch on light where people walk, or the camera's night mode; look whether its exposure is set by hand"),
  WASHED_OUT(
      "the picture has hardly any contrast",
      "clean the lens or its dome; look for a lamp that shines into it, and switch infrared light off behind glass"),
  BACKLIGHT(
      "one part is burnt out and the people before it are black",
      "turn the camera away from the window or door, or switch on its backlight compensation (WDR)"),
  BLURRED(
      "the picture is blurred",
      "focus the lens and clean it; raise the stream's bit rate where blocks are seen"),
  PEOPLE_TOO_SMALL(
      "one in ten people is too small to be found surely",
      "hang the camera nearer, zoom in, or count nearer to the camera; a larger 'long_side' finds smaller people and takes more time"),
  TOO_STEEP(
      "people are seen from above",
      "hang the camera farther from where people walk, or tilt it up: head, body and feet should be seen"),
  TOO_LOW(
      "the camera hangs low, so people hide each other",
      "hang it higher: 2.5 to 4 metres are good"),
  FLOOR_OFF(
      "people do not fit the measured floor",
      "look whether the camera was moved or zoomed since; then set the corners and lengths of its floor anew"),
  CUT_OFF(
      "many people are cut off by the picture's edge",
      "tilt or zoom the camera so that heads and feet of those who are to be counted are in the picture");

  private final String words;
  private final String cure;

  Trouble(String words, String cure) {
    this.words = words;
    this.cure = cure;
  }

  public String words() {
    return words;
  }

  public String cure() {
    return cure;
  }
}
