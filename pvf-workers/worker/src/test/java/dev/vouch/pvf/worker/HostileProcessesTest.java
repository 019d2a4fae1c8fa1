package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.Frame.Loaded;
import dev.vouch.frames.Frame.PrepareDone;
import dev.vouch.frames.Frame.PrepareFailed;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.pvf.engine.PrepareOutcome;
import dev.vouch.pvf.engine.Preparer;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.Fixtures.Verdict;
import dev.vouch.pvf.fixtures.HostileFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every hostile fixture through real workers: its verdict, the CPU time of its guest and the memory
 * of its processes. With {@code -Dvouch.hostile.table=true} each is also prepared in a process of
 * its own, and the table of the fixtures' package documentation is printed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class HostileProcessesTest {
  private static final boolean TABLE = Boolean.getBoolean("vouch.hostile.table");

  /** Workers at a time; alone where figures are to be told. */
  private static final int PARALLEL = TABLE ? 1 : 4;

  /** CPU time after which a guest is one that never ends; ticks of ten milliseconds. */
  private static final int TIMEOUT_TICKS = TABLE ? 200 : 30;

  /** The same for a preparation that never ends; starting the process is part of it. */
  private static final int PREPARATION_TICKS = TABLE ? 1_000 : 150;

  private static final long MILLIS = 1_000_000;

  /** The heap, a guest's stack, and what a JVM and its metaspace take. */
  private static final int MOST_MEBIBYTES = 1_024;

  /** What was seen. A figure that was not taken is negative. */
  private record Seen(
      String name,
      String verdict,
      long prepareMillis,
      long prepareMebibytes,
      long guestMillis,
      long workerMebibytes) {}

  @TempDir Path temp;

  @Test
  void everyFixtureGetsItsVerdictFromARealWorkerWithinItsMemory() throws Exception {
    List<HostileFixture> all =
        Stream.concat(Fixtures.hostile().stream(), Fixtures.bombs().stream()).toList();
    List<Callable<Seen>> runs = new ArrayList<>();
    for (HostileFixture fixture : all) {
      runs.add(() -> run(fixture));
    }
    List<Seen> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
      for (Future<Seen> one : threads.invokeAll(runs)) {
        seen.add(one.get());
      }
    }
    if (TABLE) {
      print(seen);
    }
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!seen.get(i).verdict.startsWith(all.get(i).verdict().name())
          || seen.get(i).workerMebibytes > MOST_MEBIBYTES) {
        wrong.add(all.get(i) + ": " + seen.get(i));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Seen run(HostileFixture fixture) throws Exception {
    Path directory = Files.createTempDirectory(temp, fixture.name());
    boolean bomb = Fixtures.bombs().contains(fixture);
    if (!TABLE && !bomb) {
      return switch (Preparer.prepare(fixture.wasm(), EngineParams.DEFAULT)) {
        case PrepareOutcome.Rejected(var kind, String reason) ->
            new Seen(fixture.name(), kind + " " + reason, -1, -1, -1, -1);
        case PrepareOutcome.Prepared(var artifact) ->
            execute(fixture, directory, artifact.bytes(), -1, -1);
      };
    }
    long peak;
    Frame.ToHost answer;
    try (Child child = Child.start(directory, "-Xmx1024m", "-XX:TieredStopAtLevel=1")) {
      child.channel.write(
          new Frame.PrepareJob(
              1, Payload.of(fixture.wasm()), 30 << 20, Child.DEFAULT_PARAMS, true));
      if (fixture.verdict() == Verdict.PREPARATION_TIMEOUT) {
        // By the time of the whole process, as the host counts it (validation JV-20).
        long cpu = killedAtLimit(child, Path.of("stat"), PREPARATION_TICKS);
        return new Seen(fixture.name(), "PREPARATION_TIMEOUT", cpu, peakOf(child), -1, -1);
      }
      answer = child.channel.readToHost();
      peak = answer instanceof PrepareDone done ? done.peakMemoryBytes() >> 20 : -1;
    }
    return switch (answer) {
      case PrepareDone done ->
          execute(fixture, directory, done.artifact().array(), done.cpuNanos() / MILLIS, peak);
      case PrepareFailed failed -> new Seen(fixture.name(), refused(failed), -1, peak, -1, -1);
      default -> throw new AssertionError(answer);
    };
  }

  private static String refused(PrepareFailed failed) {
    return switch (failed.kind()) {
      case COULD_NOT_DECOMPRESS_CODE_BLOB -> Verdict.DECOMPRESSION + " " + failed.reason();
      default -> failed.kind().name() + " " + failed.reason();
    };
  }

  private static Seen execute(
      HostileFixture fixture, Path directory, byte[] artifact, long prepareMillis, long prepareMiB)
      throws Exception {
    try (Child child = Child.start(directory, "-XX:TieredStopAtLevel=1")) {
      child.channel.write(
          new Frame.LoadArtifact(
              Payload.of(artifact), Payload.of(Digests.sha256(artifact)), EngineMode.COMPILED));
      assertThat(child.channel.readToHost()).as(fixture.name()).isInstanceOf(Loaded.class);
      if (fixture.verdict() == Verdict.TIMEOUT) {
        long thread = child.begin(1, candidate());
        long cpu = killedAtLimit(child, Path.of("task", "" + thread, "stat"), TIMEOUT_TICKS);
        return new Seen(fixture.name(), "TIMEOUT", prepareMillis, prepareMiB, cpu, peakOf(child));
      }
      Frame.ToHost answer = child.execute(1, candidate());
      long peak = peakOf(child);
      return switch (answer) {
        case ExecuteDone done ->
            new Seen(
                fixture.name(),
                "OK",
                prepareMillis,
                prepareMiB,
                done.guestCpuNanos() / MILLIS,
                peak);
        case ExecuteFailed failed ->
            new Seen(
                fixture.name(),
                verdict(failed.kind()) + " " + failed.reason(),
                prepareMillis,
                prepareMiB,
                failed.guestCpuNanos() / MILLIS,
                peak);
        default -> throw new AssertionError(answer);
      };
    }
  }

  private static String verdict(ExecuteErrorKind kind) {
    return kind.name();
  }

  /** Waits until that clock of the process reads so much, as the host does; the process lives. */
  private static long killedAtLimit(Child child, Path clock, int limit) throws Exception {
    Path stat = Path.of("/proc", "" + child.process.pid()).resolve(clock);
    long ticks;
    do {
      TimeUnit.MILLISECONDS.sleep(5);
      String text = Files.readString(stat);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } while (ticks < limit);
    return ticks * 10;
  }

  /** The most resident memory that a process ever had, in MiB. */
  private static long peakOf(Child child) throws IOException {
    Optional<String> line =
        Files.readAllLines(Path.of("/proc", "" + child.process.pid(), "status")).stream()
            .filter(l -> l.startsWith("VmHWM:"))
            .findFirst();
    return Long.parseLong(line.orElseThrow().replaceAll("\\D", "")) >> 10;
  }

  /** A candidate with an empty parent head and an empty block. */
  private static JobInput candidate() {
    PersistedValidationData data =
        new PersistedValidationData(
            new dev.vouch.primitives.HeadData(Bytes.EMPTY),
            1,
            dev.vouch.primitives.Hash.ZERO,
            4 << 20);
    return Child.candidate(
        PersistedValidationData.CODEC.encodeToBytes(data).toArray(),
        PoV.CODEC.encodeToBytes(new PoV(Bytes.EMPTY)).toArray());
  }

  private static void print(List<Seen> seen) {
    StringBuilder table = new StringBuilder("\n");
    row(table, "fixture", "verdict", "prepare ms", "MiB", "guest ms", "MiB");
    for (Seen s : seen) {
      row(
          table,
          s.name,
          s.verdict.split(" ", 2)[0],
          figure(s.prepareMillis),
          figure(s.prepareMebibytes),
          figure(s.guestMillis),
          figure(s.workerMebibytes));
    }
    System.err.println(table);
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append("%-28s %-22s %10s %5s %9s %5s%n".formatted(cells));
  }

  private static String figure(long value) {
    return value < 0 ? "-" : String.format(Locale.ROOT, "%d", value);
  }
}
