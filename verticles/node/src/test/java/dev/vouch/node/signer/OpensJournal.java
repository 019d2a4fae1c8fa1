package dev.vouch.node.signer;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that wants the same signing record. */
final class OpensJournal {
  static final int REFUSED = 7;

  private OpensJournal() {}

  public static void main(String[] arguments) throws IOException {
    try (JournalFile journal = JournalFile.open(Path.of(arguments[0]))) {
      System.out.println("opened, with " + journal.entries().size() + " entries");
    } catch (JournalException e) {
      System.out.println(e.getMessage());
      System.exit(REFUSED);
    }
  }
}
