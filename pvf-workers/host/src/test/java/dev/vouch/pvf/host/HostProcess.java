package dev.vouch.pvf.host;

import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A host in a process of its own: prepares and runs the adder, says so, and lives until its
 * standard input ends.
 */
final class HostProcess {
  private final Process process;
  private final BufferedReader out;

  /**
   * What it says.
   *
   * @param prepared false if the artifact was there already
   */
  record Ready(boolean prepared, List<ProcessHandle> workers) {}

  private HostProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one that puts its workers' directories into {@code temp}. */
  static HostProcess start(Path directory, Path temp) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HostProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TMPDIR", temp.toString());
    return new HostProcess(builder.start());
  }

  Ready ready() throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith("READY ")) {
      line = out.readLine();
    }
    String[] words = Objects.requireNonNull(line, "the host ended").split(" ", -1);
    return new Ready(
        Boolean.parseBoolean(words[1]),
        Arrays.stream(words)
            .skip(2)
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList());
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Closes the host; its exit code. */
  int end() throws IOException, InterruptedException {
    try (OutputStream in = process.getOutputStream()) {
      in.flush();
    }
    return process.waitFor();
  }

  /** The process itself; the argument names the artifact directory. */
  public static void main(String[] args) throws Exception {
    TestPvf pvf = new TestPvf();
    PvfHostConfig config =
        PvfHostConfig.defaults(Path.of(args[0])).withSlots(1).withMakeAotCache(false);
    try (PvfHost host = PvfHost.start(config, pvf, new PvfHostMeters(new SimpleMeterRegistry()))) {
      PrepareOutcome prepared = TestPvf.await(host.prepare(pvf.code(Fixtures.adder())));
      RunOutcome run =
          TestPvf.await(host.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
      if (!(run instanceof RunOutcome.Returned)) {
        throw new IllegalStateException("no result: " + run);
      }
      boolean worked =
          prepared.result() instanceof PrepareResult.Success(var artifact, var stats)
              && stats.isPresent();
      String pids = String.join(" ", host.workerPids().stream().map(String::valueOf).toList());
      System.out.println("READY " + worked + " " + pids);
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
  }
}
