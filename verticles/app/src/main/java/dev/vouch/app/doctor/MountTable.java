package dev.vouch.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is mounted where, as {@code /proc/self/mounts} tells it. */
final class MountTable {
  private static final int PLACE = 1;
  private static final int OPTIONS = 3;

  /** Options by mount point; what was mounted last hides what was there before. */
  private final Map<Path, List<String>> mounts;

  private MountTable(Map<Path, List<String>> mounts) {
    this.mounts = mounts;
  }

  static MountTable read() throws IOException {
    return of(Files.readAllLines(Path.of("/proc/self/mounts")));
  }

  static MountTable of(List<String> lines) {
    Map<Path, List<String>> mounts = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length > OPTIONS) {
        // A space in a path is written in octal.
        mounts.put(
            Path.of(words[PLACE].replace("\\040", " ")),
            Arrays.asList(words[OPTIONS].split(",", -1)));
      }
    }
    return new MountTable(mounts);
  }

  /** Of the mount that this path is on. */
  boolean hasOption(Path path, String option) {
    for (Path above = path; above != null; above = above.getParent()) {
      List<String> options = mounts.get(above);
      if (options != null) {
        return options.contains(option);
      }
    }
    return false;
  }
}
