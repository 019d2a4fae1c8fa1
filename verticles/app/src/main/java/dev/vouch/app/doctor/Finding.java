package dev.vouch.app.doctor;

/**
 * The outcome of one check.
 *
 * @param check its name, which stays the same from release to release
 * @param found what there is, for people
 * @param remedy what to do about it; empty where nothing is wrong
 */
public record Finding(String check, Status status, String found, String remedy) {
  /** How bad it is. */
  public enum Status {
    OK,
    /** A validator works, but worse or less safely than it could. */
    WARN,
    /** A validator would misbehave or be in danger here. */
    FAIL
  }

  public Finding {
    if (status == Status.OK != remedy.isEmpty()) {
      throw new IllegalArgumentException(check + ": a remedy belongs to a defect, and only there");
    }
  }

  public static Finding ok(String check, String found) {
    return new Finding(check, Status.OK, found, "");
  }

  public static Finding warn(String check, String found, String remedy) {
    return new Finding(check, Status.WARN, found, remedy);
  }

  public static Finding fail(String check, String found, String remedy) {
    return new Finding(check, Status.FAIL, found, remedy);
  }
}
