package dev.vouch.bench;

import com.google.errorprone.annotations.FormatMethod;
import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What preparing costs, as a Markdown table: user and system time of the whole prepare process,
 * from its start to its answer, collector and JIT included. The last row is the largest module,
 * grown to 5 MB with {@link GrownModule}.
 */
final class Preparations {
  private static final int GROWN_BYTES = 5_000_000;
  private static final int LIMIT_BYTES = 50 << 20;
  private static final int RUNS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Supervisor supervisor;
  private final PrintStream out;

  Preparations(Supervisor supervisor, PrintStream out) {
    this.supervisor = supervisor;
    this.out = out;
  }

  /** Prepares each of these files, as they are on chain, a few times. */
  void measure(List<Path> codes) throws IOException, SpawnException, InterruptedException {
    line("");
    line("**Preparation** (CPU ms of the process from its start, %d runs)", RUNS);
    line("");
    line("| module | Wasm bytes | artifact bytes | best | median | interpreted functions |");
    line("|---|---|---|---|---|---|");
    byte[] largest = new byte[0];
    for (Path file : codes) {
      byte[] code = Files.readAllBytes(file);
      row(String.valueOf(file.getFileName()), code);
      byte[] wasm = wasm(code);
      largest = wasm.length > largest.length ? wasm : largest;
    }
    byte[] grown = GrownModule.of(largest, GROWN_BYTES);
    Bytes sent = MaybeCompressedBlob.compress(Bytes.wrap(grown), LIMIT_BYTES).orElseThrow();
    row("the largest, grown", sent.toArray());
  }

  private static byte[] wasm(byte[] code) {
    if (MaybeCompressedBlob.decompress(Bytes.wrap(code), LIMIT_BYTES)
        instanceof Decompression.Content(Bytes bytes)) {
      return bytes.toArray();
    }
    throw new IllegalStateException("a code does not decompress");
  }

  private void row(String name, byte[] code) throws SpawnException, InterruptedException {
    double[] millis = new double[RUNS];
    Frame.PrepareDone done = prepare(code, millis, 0);
    for (int i = 1; i < RUNS; i++) {
      done = prepare(code, millis, i);
    }
    line(
        "| %s | %d | %d | %.0f | %.0f | %d |",
        name,
        done.codeBytes(),
        done.artifact().size(),
        Arrays.stream(millis).min().orElseThrow(),
        PvfRuns.median(millis),
        done.interpretedFunctions());
  }

  private Frame.PrepareDone prepare(byte[] code, double[] millis, int run)
      throws SpawnException, InterruptedException {
    Payload params =
        Payload.of(ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray());
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      Duration start =
          ProcessHandle.of(worker.pid())
              .flatMap(process -> process.info().totalCpuDuration())
              .orElseThrow();
      WorkerReply reply =
          worker.prepare(
              new Frame.PrepareJob(1, Payload.of(code), LIMIT_BYTES, params, false), LIMIT);
      if (reply instanceof WorkerReply.Answered(Frame.PrepareDone done, var _, var _)) {
        millis[run] = start.toMillis() + done.cpuNanos() / 1e6;
        return done;
      }
      throw new IllegalStateException("a runtime does not prepare: " + reply);
    }
  }

  @FormatMethod
  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
