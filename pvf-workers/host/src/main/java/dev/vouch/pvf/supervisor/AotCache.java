package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worker's classes, loaded and linked once and mapped by every worker afterwards: the virtual
 * machine's AOT cache. One file serves all kinds of workers. Its name carries what it depends on
 * (virtual machine, flags, jars and where they lie) and the SHA-256 of its bytes, which is checked
 * before a host uses it, for it is code. A virtual machine that finds that it does not fit ignores
 * it. It is made by a run without any guest but a trivial one of ours, so nothing hostile has been
 * near it.
 *
 * <p>The same for one artifact ({@link GuestCaches}) also holds its classes, which are linked and
 * not run. Whoever could have made them hostile reaches nothing but workers of this artifact, and
 * the makers are confined: see {@code dev.vouch.pvf.sandbox.Confined}.
 */
final class AotCache implements AutoCloseable {
  /** 24 MiB were seen; a file above this is not ours. */
  static final long MAX_BYTES = 256L << 20;

  /** Both runs together take 4 s of CPU time. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  /** Another build's file is deleted once it is this old. */
  private static final Duration FOREIGN_STALE = Duration.ofHours(24);

  private static final boolean CONFINES =
      "Linux".equals(System.getProperty("os.name"))
          && "amd64".equals(System.getProperty("os.arch"));

  private static final int TAG_DIGITS = 16;
  private static final Pattern NAME = Pattern.compile("aot-([0-9a-f]{16})-([0-9a-f]{64})\\.aot");

  private final Path directory;
  private final SupervisorSettings settings;
  private final Optional<Path> guest;
  private final Launcher launcher;
  private final String tag;

  /** Guarded by this. */
  private Optional<Process> running = Optional.empty();

  private boolean closed;

  AotCache(Path directory, SupervisorSettings settings) throws IOException {
    this(directory, settings, Optional.empty(), Launcher.ofThisMachine());
  }

  /**
   * @param guest compiled classes of an artifact, named by what they are
   * @param launcher starts the makers where there is a guest
   */
  AotCache(Path directory, SupervisorSettings settings, Optional<Path> guest, Launcher launcher)
      throws IOException {
    this.directory = directory;
    this.settings = settings;
    this.guest = guest;
    this.launcher = launcher;
    this.tag = tag(settings, guest);
  }

  /** The file, if it is there and whole. A damaged one is deleted. */
  Optional<Path> find() throws IOException {
    Optional<Path> found = Optional.empty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "aot-*.aot")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        boolean ours = name.matches() && name.group(1).equals(tag);
        if (ours && Files.size(file) <= MAX_BYTES && digest(file).equals(name.group(2))) {
          found = Optional.of(file);
        } else if (ours || isStale(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
    return found;
  }

  /** Makes the file and tells where it is. Blocks for seconds. */
  Path make() throws IOException, InterruptedException {
    Path work = LiveWorkers.newDirectory(settings.tempRoot());
    try {
      Path configuration = work.resolve("c");
      Path cache = work.resolve("a");
      run(confined(WorkerCommand.training(settings, work, configuration, guest), work), work);
      run(
          confined(WorkerCommand.assembling(settings, work, configuration, cache, guest), work),
          work);
      return publish(cache);
    } finally {
      LiveWorkers.remove(work);
    }
  }

  /** Elsewhere than on Linux on amd64 nothing can be taken from a maker, so it may see no guest. */
  private List<String> confined(List<String> command, Path work) {
    if (guest.isEmpty() && !CONFINES) {
      return command;
    }
    return WorkerCommand.confined(settings, launcher, work, guest, TIME_LIMIT, MAX_BYTES, command);
  }

  private void run(List<String> command, Path work) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = begin(builder);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it did not end within " + TIME_LIMIT);
      }
      if (process.exitValue() != 0) {
        throw new IOException("it ended with exit code " + process.exitValue());
      }
    } finally {
      process.destroyForcibly().waitFor();
      LiveWorkers.ended(process);
    }
  }

  private synchronized Process begin(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("the host closes");
    }
    Process process = LiveWorkers.start(builder);
    running = Optional.of(process);
    return process;
  }

  private Path publish(Path made) throws IOException {
    if (Files.size(made) > MAX_BYTES) {
      throw new IOException("it has %d bytes, more than %d".formatted(Files.size(made), MAX_BYTES));
    }
    Path part = directory.resolve(".vouch-" + UUID.randomUUID() + ".part");
    try {
      Files.copy(made, part);
      if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--------"));
      }
      try (FileChannel file = FileChannel.open(part, StandardOpenOption.READ)) {
        file.force(true);
      }
      Path target = directory.resolve("aot-" + tag + "-" + digest(part) + ".aot");
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Ends the making, if it goes on. */
  @Override
  public synchronized void close() {
    closed = true;
    running.ifPresent(Process::destroyForcibly);
  }

  private static boolean isStale(Path file) throws IOException {
    return System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis()
        > FOREIGN_STALE.toMillis();
  }

  /** Equal for equal virtual machines, flags and jars at equal places. */
  private static String tag(SupervisorSettings settings, Optional<Path> guest) throws IOException {
    Path modules = settings.javaHome().resolve("lib").resolve("modules");
    String text =
        String.join(
            "\n",
            "vouch-aot-1",
            settings.javaHome().toString(),
            Files.readString(settings.javaHome().resolve("release")),
            Files.exists(modules) ? Files.getLastModifiedTime(modules).toString() : "",
            settings.jars().digest(),
            String.join("\n", WorkerCommand.assembling(settings, ROOT, ROOT, ROOT, guest)));
    return HexFormat.of()
        .formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
        .substring(0, TAG_DIGITS);
  }

  private static final Path ROOT = Path.of("/");

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(sink);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
