package dev.vouch.sim;

import dev.vouch.crypto.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A chained digest over everything that happened, and the last lines for people. */
final class Trace {
  private static final int KEPT_LINES = Integer.getInteger("sim.lines", 400);

  private final Deque<String> last = new ArrayDeque<>();
  private byte[] digest = new byte[32];

  void add(long now, String line) {
    String stamped = now + " " + line;
    digest = Hashes.blake2b256(digest, stamped.getBytes(StandardCharsets.UTF_8));
    last.addLast(stamped);
    if (last.size() > KEPT_LINES) {
      last.removeFirst();
    }
  }

  String digest() {
    return HexFormat.of().formatHex(digest);
  }

  List<String> lastLines() {
    return List.copyOf(last);
  }
}
