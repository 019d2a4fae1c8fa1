package dev.vouch.app.doctor;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel's release; zero where there are none. */
record KernelRelease(int major, int minor) implements Comparable<KernelRelease> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  static KernelRelease parse(String release) {
    Matcher parts = FORM.matcher(release);
    return parts.matches()
        ? new KernelRelease(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
        : new KernelRelease(0, 0);
  }

  @Override
  public int compareTo(KernelRelease other) {
    return Comparator.comparingInt(KernelRelease::major)
        .thenComparingInt(KernelRelease::minor)
        .compare(this, other);
  }
}
