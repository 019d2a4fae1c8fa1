package dev.vouch.pvf.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries, in the place of the maker of an AOT cache: {@code ConfinedProbe WORK OUTSIDE}. */
final class ConfinedProbe {
  private ConfinedProbe() {}

  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }

  public static void main(String[] args) {
    Path work = Path.of(args[0]);
    Path outside = Path.of(args[1]);
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    attempts.put("write below work", () -> Files.writeString(work.resolve("made"), "new"));
    attempts.put("change it", () -> Files.writeString(work.resolve("made"), "newer"));
    attempts.put("remove it", () -> Files.delete(work.resolve("made")));
    attempts.put("write too much", () -> Files.write(work.resolve("big"), new byte[2 << 20]));
    attempts.put("read elsewhere", () -> Files.readString(outside));
    attempts.put("write elsewhere", () -> Files.writeString(outside, "new"));
    attempts.put("remove elsewhere", () -> Files.delete(outside));
    attempts.put("read accounts", () -> Files.readString(Path.of("/etc/passwd")));
    attempts.put("read the parent", () -> Files.list(work.getParent()).close());
    attempts.put("see a process", () -> Files.readAllBytes(Path.of("/proc/1/environ")));
    attempts.put("run a shell", () -> new ProcessBuilder("/bin/sh", "-c", "true").start());
    attempts.forEach(
        (name, attempt) -> {
          try {
            attempt.run();
            System.out.println(name + "=ALLOWED");
          } catch (IOException e) {
            System.out.println(name + "=denied");
          }
        });
    System.out.println("environment=" + System.getenv().size());
  }
}
