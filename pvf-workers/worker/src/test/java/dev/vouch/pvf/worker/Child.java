package dev.vouch.pvf.worker;

import dev.vouch.frames.Frame;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameLimits;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.Payload;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A worker as a real process, with the test in the place of the host. */
final class Child implements AutoCloseable {
  static final Payload DEFAULT_PARAMS = Payload.of(new byte[1]);
  static final int BOMB_LIMIT_BYTES = 40 << 20;

  /** Generous: a machine under load starts a JVM slowly. */
  private static final long DEADLINE_SECONDS = 60;

  final Process process;
  final FrameChannel channel;
  final Frame.Hello hello;

  private Child(Process process, FrameChannel channel, Frame.Hello hello) {
    this.process = process;
    this.channel = channel;
    this.hello = hello;
  }

  /** Starts it, as far as the acknowledged hello. */
  static Child start(Path dir, String... flags) throws Exception {
    var nonce = Nonce.random(new SecureRandom());
    var socket = dir.resolve("s" + System.nanoTime());
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = spawn(dir, List.of(socket.toString()), nonce, flags);
      var channel = new FrameChannel(server.accept());
      var hello = (Frame.Hello) channel.readToHost();
      if (!hello.nonce().equals(nonce)) {
        throw new AssertionError("another nonce");
      }
      channel.write(new Frame.HelloAck(nonce));
      return new Child(process, channel, hello);
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  /** Starts the main class with these arguments; its output goes to files in {@code dir}. */
  static Process spawn(Path dir, List<String> args, Nonce nonce, String... flags)
      throws IOException {
    var process = spawn(dir, Main.class, args, flags);
    try (var in = process.getOutputStream()) {
      in.write((nonce.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return process;
  }

  static Process spawn(Path dir, Class<?> main, List<String> args, String... flags)
      throws IOException {
    var command =
        Stream.of(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx512m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData",
                    "-XX:-DontCompileHugeMethods",
                    "-Djava.io.tmpdir=" + dir,
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    classPath()),
                Arrays.stream(flags),
                Stream.of(main.getName()),
                args.stream())
            .flatMap(s -> s)
            .toList();
    var builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().clear();
    builder.redirectOutput(dir.resolve("stdout").toFile());
    builder.redirectError(dir.resolve("stderr").toFile());
    return builder.start();
  }

  /** Without the test's own classes and libraries. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(e -> !e.contains("test-classes") && !e.contains("junit"))
            .toList());
  }

  /** Prepares a module in a process of its own. */
  static Frame.ToHost prepare(Path dir, byte[] code, boolean precheck) throws Exception {
    try (var child = start(dir, "-XX:TieredStopAtLevel=1")) {
      child.channel.write(
          new Frame.PrepareJob(1, Payload.of(code), 30 << 20, DEFAULT_PARAMS, precheck));
      var answer = child.channel.readToHost();
      child.awaitExit();
      return answer;
    }
  }

  static Frame.PrepareDone prepared(Path dir, byte[] code) throws Exception {
    return (Frame.PrepareDone) prepare(dir, code, false);
  }

  Frame.ToHost load(Frame.PrepareDone prepared, Frame.EngineMode mode) throws Exception {
    channel.write(new Frame.LoadArtifact(prepared.artifact(), prepared.digest(), mode));
    return channel.readToHost();
  }

  /** Sends a job and waits until its guest is about to run; the id of its thread. */
  long begin(long jobId, JobInput input) throws Exception {
    channel.write(new Frame.ExecuteJob(jobId, DEFAULT_PARAMS, input));
    return ((Frame.JobStarted) channel.readToHost()).guestThread();
  }

  /** The answer; a job that is refused before its guest runs has no start. */
  Frame.ToHost execute(long jobId, JobInput input) throws Exception {
    channel.write(new Frame.ExecuteJob(jobId, DEFAULT_PARAMS, input));
    var first = channel.readToHost();
    return first instanceof Frame.JobStarted ? channel.readToHost() : first;
  }

  static JobInput.CandidateParams candidate(byte[] pvd, byte[] pov) {
    return new JobInput.CandidateParams(
        Payload.of(pvd), Payload.of(pov), BOMB_LIMIT_BYTES, Optional.empty());
  }

  static JobInput anyParams() {
    return new JobInput.RawParams(Payload.of(new byte[FrameLimits.HASH_BYTES]));
  }

  int awaitExit() {
    return process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.destroyForcibly();
    awaitExit();
  }
}
