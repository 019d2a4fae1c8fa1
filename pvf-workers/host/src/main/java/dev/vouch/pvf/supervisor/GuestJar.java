package dev.vouch.pvf.supervisor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What of an artifact may stand on a class path: its compiled classes and nothing else. An artifact
 * comes from a process that has read a hostile module; were it put there as it is, it could hold
 * services, or classes that are looked up before the sandbox closes.
 */
final class GuestJar {
  /** All that the compiler makes, and what is never looked up by any other part of a worker. */
  private static final Pattern GUEST =
      Pattern.compile("dev/vouch/pvf/guest/[A-Za-z0-9_$]{1,100}\\.class");

  /** 7 MB were seen; more is no artifact of ours. */
  private static final int MAX_BYTES = 256 << 20;

  /** 1980-02-01, so that equal artifacts give equal bytes. */
  private static final long TIMESTAMP_MILLIS = 318_211_200_000L;

  private GuestJar() {}

  /**
   * @throws IOException if there are no classes, or too many bytes
   */
  static byte[] of(byte[] artifact) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(artifact.length);
    int left = MAX_BYTES;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(artifact));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!GUEST.matcher(entry.getName()).matches()) {
          continue;
        }
        byte[] type = in.readNBytes(left + 1);
        left -= type.length;
        if (left < 0) {
          throw new IOException("its classes have more than " + MAX_BYTES + " bytes");
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTime(TIMESTAMP_MILLIS);
        out.putNextEntry(same);
        out.write(type);
      }
    }
    if (left == MAX_BYTES) {
      throw new IOException("it has no compiled classes");
    }
    return bytes.toByteArray();
  }
}
