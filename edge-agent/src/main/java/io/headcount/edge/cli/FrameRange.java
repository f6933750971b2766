package io.headcount.edge.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Frames from one to another, both included, written {@code 1-400}. Immutable.
 *
 * @param first counts from 1
 * @param last not before {@code first}
 */
record FrameRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  FrameRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("frames " + first + "-" + last + " are no range from 1");
    }
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }

  static final class Converter implements ITypeConverter<FrameRange> {
    @Override
    public FrameRange convert(String text) {
      Matcher form = FORM.matcher(text);
      try {
        if (form.matches()) {
          return new FrameRange(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
      } catch (IllegalArgumentException noRange) {
        // told below
      }
      throw new TypeConversionException(
          "'" + text + "' is no range of frames: write the first and the last, such as 1-400");
    }
  }
}
