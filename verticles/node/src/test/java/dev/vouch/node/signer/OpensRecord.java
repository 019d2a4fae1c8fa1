package dev.vouch.node.signer;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that wants the same signing record. */
final class OpensRecord {
  static final int REFUSED = 7;

  private OpensRecord() {}

  public static void main(String[] arguments) throws IOException {
    try (RecordFile record = RecordFile.open(Path.of(arguments[0]))) {
      System.out.println("opened, with " + record.loaded().entries() + " entries");
    } catch (RecordException e) {
      System.out.println(e.getMessage());
      System.exit(REFUSED);
    }
  }
}
