package dev.vouch.app;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Levers of the engine that a command turns off, to find out whether one is to blame. */
final class LeverOptions {
  static final String WITHOUT = "--without";

  @Option(
      names = WITHOUT,
      paramLabel = "LEVER",
      split = ",",
      description = {
        "Turn off what makes guests fast, if it is suspected; results stay equal. May be repeated.",
        "One of ${COMPLETION-CANDIDATES}."
      },
      completionCandidates = Names.class)
  private List<String> off = new ArrayList<>();

  /** The names of all levers. */
  static final class Names extends ArrayList<String> {
    @java.io.Serial private static final long serialVersionUID = 1L;

    Names() {
      super(Levers.ALL.labels());
    }
  }

  /**
   * Those that stay on, for a command that makes an artifact and does not run it.
   *
   * @throws UsageException if one that was named changes no artifact
   */
  Levers passes() {
    Levers levers = levers();
    List<String> useless =
        off.stream()
            .filter(l -> Lever.named(l).filter(n -> n.kind() == Lever.Kind.PASS).isEmpty())
            .toList();
    if (!useless.isEmpty()) {
      throw new UsageException(
          "%s: %s changes no artifact, but the process that executes it; give it to vouch pvf execute"
              .formatted(WITHOUT, String.join(", ", useless)));
    }
    return levers;
  }

  /** Those that stay on. */
  Levers levers() {
    try {
      return Levers.allBut(off);
    } catch (IllegalArgumentException e) {
      throw new UsageException(WITHOUT + ": " + e.getMessage());
    }
  }
}
