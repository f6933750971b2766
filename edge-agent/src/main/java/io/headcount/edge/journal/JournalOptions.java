package io.headcount.edge.journal;

/**
 * How much room the journal may take. Immutable.
 *
 * @param budget bytes that all files together may take; beyond it nothing is appended
 * @param reserve share of the disk, 0..1, that is left free; below it nothing is appended
 * @param fileSize bytes after which a new file begins, before the hour is over
 */
public record JournalOptions(long budget, double reserve, long fileSize) {
  /** 4 GiB, 15 % of the disk left free, files of at most 64 MiB. */
  public static final JournalOptions DEFAULT = new JournalOptions(4L << 30, 0.15, 64L << 20);

  public JournalOptions {
    if (fileSize < 1 << 20 || budget < 2 * fileSize) {
      throw new IllegalArgumentException(
          "journal budget of %d bytes with files of %d: give at least 1 MiB a file and two files"
              .formatted(budget, fileSize));
    }
    if (!(reserve > 0 && reserve < 1)) {
      throw new IllegalArgumentException("journal reserve " + reserve + " is not within 0..1");
    }
  }
}
