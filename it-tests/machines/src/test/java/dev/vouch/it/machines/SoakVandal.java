package dev.vouch.it.machines;

import dev.vouch.pvf.host.PvfHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Somebody who kills and stops the workers, replaces the leaf, and damages the files. */
final class SoakVandal {
  /** Answers between two disturbances, at most; no longer than these tenths of a second. */
  private static final int MOST_UNDISTURBED = 8;

  private static final int STEPS = 200;

  private static final List<String> SIGNALS =
      List.of("KILL", "KILL", "KILL", "KILL", "KILL", "KILL", "TERM", "SEGV", "SEGV", "ABRT");

  private final PvfHost host;
  private final Path artifacts;
  private final SoakLeaf leaf;
  private final SoakDice dice;
  private final SoakReport report;

  SoakVandal(PvfHost host, Path artifacts, SoakLeaf leaf, SoakDice dice, SoakReport report) {
    this.host = host;
    this.artifacts = artifacts;
    this.leaf = leaf;
    this.dice = dice;
    this.report = report;
  }

  /** Disturbs once and waits a while, unless it is over. */
  void disturb(BooleanSupplier over) throws Exception {
    switch (dice.draw(12)) {
      case 0 -> damageAnArtifact();
      case 1, 2 -> newLeaf();
      case 3 -> {
        // Not often, because each is waited for by the wall clock of some job.
        if (dice.draw(6) == 0) {
          signal("STOP");
        }
      }
      default -> signal(SIGNALS.get(dice.draw(SIGNALS.size())));
    }
    pause(over);
  }

  /** By what is answered and not by the clock alone: on a busy machine all would be killed. */
  private void pause(BooleanSupplier over) throws InterruptedException {
    Thread.sleep(300 + dice.draw(1_000));
    long until = report.answers() + dice.draw(MOST_UNDISTURBED);
    for (int i = 0; i < STEPS && report.answers() < until && !over.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
  }

  private void newLeaf() {
    host.leavesChanged(leaf.next());
    report.event("leaf replaced");
  }

  private void signal(String name) throws Exception {
    List<Long> pids = host.workerPids();
    if (pids.isEmpty()) {
      return;
    }
    long pid = pids.get(dice.draw(pids.size()));
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    report.event((kill.waitFor() == 0 ? "SIG" : "missed SIG") + name);
  }

  private void damageAnArtifact() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(artifacts)) {
      files = all.filter(file -> file.toString().endsWith(".pvf")).sorted().toList();
    }
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(dice.draw(files.size()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      switch (dice.draw(3)) {
        case 0 -> {
          channel.truncate(channel.size() / 2);
          report.event("artifact truncated");
        }
        case 1 -> {
          channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), channel.size() / 2);
          report.event("artifact damaged");
        }
        default -> {
          Files.deleteIfExists(file);
          report.event("artifact deleted");
        }
      }
    } catch (NoSuchFileException e) {
      report.event("artifact gone before it was damaged");
    }
  }
}
