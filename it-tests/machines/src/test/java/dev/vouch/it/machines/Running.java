package dev.vouch.it.machines;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running {@code vouch} that leads a session and a process group of its own, with all that it has
 * printed. Closing it kills whatever is left of the session.
 */
final class Running implements AutoCloseable {
  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  private Running(Process process) {
    this.process = process;
    this.outReader = drain(process.getInputStream(), out);
    this.errReader = drain(process.getErrorStream(), err);
  }

  static Running vouch(Path temporary, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // The signal may be ignored where the build runs in the background, and that is inherited.
    command.addAll(List.of("env", "--default-signal=INT", "setsid"));
    command.add(Distribution.launcher().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Running(builder.start());
  }

  private Thread drain(InputStream stream, List<String> lines) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  add(lines, line);
                }
              } catch (IOException e) {
                add(lines, "reading failed: " + e);
              }
            });
  }

  private synchronized void add(List<String> lines, String line) {
    lines.add(line);
    notifyAll();
  }

  long pid() {
    return process.pid();
  }

  synchronized List<String> lines() {
    return List.copyOf(out);
  }

  synchronized List<String> errors() {
    return List.copyOf(err);
  }

  synchronized int mark() {
    return out.size();
  }

  /** The first line of standard output from the mark on that fits; fails at the deadline. */
  synchronized String line(int from, String what, Duration limit, Predicate<String> wanted) {
    long deadline = System.nanoTime() + limit.toNanos();
    int at = from;
    while (true) {
      for (; at < out.size(); at++) {
        if (wanted.test(out.get(at))) {
          return out.get(at);
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || (!process.isAlive() && !outReader.isAlive())) {
        throw new AssertionError(
            "no line with %s within %s; it %s%n%s%n%s"
                .formatted(
                    what,
                    limit,
                    process.isAlive() ? "still runs" : "ended with " + process.exitValue(),
                    String.join("\n", out),
                    String.join("\n", err)));
      }
      try {
        // Wakes up now and then to see whether the process has ended.
        wait(Math.min(left, 500));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /** The first JSON line from the mark on that is of the event and fits. */
  JsonObject event(int from, String event, Duration limit, Predicate<JsonObject> wanted) {
    return new JsonObject(
        line(
            from,
            "event " + event,
            limit,
            line ->
                line.startsWith("{")
                    && event.equals(new JsonObject(line).getString("event"))
                    && wanted.test(new JsonObject(line))));
  }

  JsonObject event(String event, Duration limit) {
    return event(0, event, limit, any -> true);
  }

  /** Every line so far as JSON; fails if one is not a JSON object. */
  List<JsonObject> events() {
    return lines().stream().map(JsonObject::new).toList();
  }

  /** Ctrl-C: SIGINT to everything in the process group. */
  void interruptGroup() throws IOException, InterruptedException {
    Signals.send("INT", -process.pid());
  }

  void terminate() throws IOException, InterruptedException {
    Signals.send("TERM", process.pid());
  }

  /** The exit code, and all output read; fails at the deadline. */
  int exit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "it has not ended within "
              + limit
              + "\n"
              + String.join("\n", lines())
              + "\n"
              + String.join("\n", errors()));
    }
    outReader.join(Duration.ofSeconds(5));
    errReader.join(Duration.ofSeconds(5));
    return process.exitValue();
  }

  /** Every living process of the session: what it started, and what those started. */
  List<ProcessHandle> session() {
    return Signals.session(process.pid());
  }

  /** The first living process of the session that runs this main class. */
  Optional<ProcessHandle> find(String mainClass) {
    return session().stream()
        .filter(handle -> Signals.commandLine(handle).contains(mainClass))
        .findFirst();
  }

  @Override
  public void close() {
    session().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
