package dev.vouch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs every fuzz target in a JVM of its own, all at the same time, {@code -Dvouch.fuzz.seconds}
 * each. What a target wrote is in {@code target/fuzz}, and so is an input that it found.
 */
class FuzzTargetsTest {
  private static final int SECONDS = Integer.getInteger("vouch.fuzz.seconds", 5);

  /** Starting the JVM and instrumenting its classes, and minimising an input, under load. */
  private static final int SECONDS_ON_TOP = 120;

  private static final int LOG_CHARACTERS_SHOWN = 6000;

  private static final String SUMMARY = "\\w+: [0-9,]+ inputs in .*";

  private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

  private static final Map<String, Process> RUNNING = new LinkedHashMap<>();

  @BeforeAll
  static void startAll() throws IOException {
    Files.createDirectories(FOLDER);
    for (String target :
        List.of(
            "dev.vouch.primitives.ScaleFuzz",
            "dev.vouch.erasure.ReconstructFuzz",
            "dev.vouch.trie.ProofFuzz",
            "dev.vouch.crypto.BlobFuzz")) {
      RUNNING.put(target, start(target));
    }
  }

  @AfterAll
  static void endAll() {
    RUNNING.values().forEach(Process::destroyForcibly);
  }

  @Test
  void noBytesMakeADecoderThrowAnythingButItsErrorOrDecodeToAnotherValue() throws Exception {
    await("dev.vouch.primitives.ScaleFuzz");
  }

  @Test
  void noChunksMakeReconstructionThrowAnythingButItsErrorOrGiveAnotherPayload() throws Exception {
    await("dev.vouch.erasure.ReconstructFuzz");
  }

  @Test
  void noProofTellsAnythingUntrueOfATrie() throws Exception {
    await("dev.vouch.trie.ProofFuzz");
  }

  @Test
  void noStreamHasContentBeyondTheLimit() throws Exception {
    await("dev.vouch.crypto.BlobFuzz");
  }

  private static Process start(String target) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx600m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            Jazzer.class.getName(),
            "--target_class=" + target,
            "--instrument=dev.vouch.**",
            "--max_duration=" + SECONDS + "s")
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log(target).toFile())
        .start();
  }

  private static void await(String target) throws IOException, InterruptedException {
    Process process = Objects.requireNonNull(RUNNING.get(target));
    boolean ended = process.waitFor(SECONDS + SECONDS_ON_TOP, TimeUnit.SECONDS);
    String log = Files.readString(log(target));
    String end = log.substring(Math.max(0, log.length() - LOG_CHARACTERS_SHOWN));
    assertThat(ended).as("%s ends in time; its log ends with%n%s", target, end).isTrue();
    assertThat(process.exitValue())
        .as("%s found something; see %s, which ends with%n%s", target, log(target), end)
        .isZero();
    List<String> summary = log.lines().filter(line -> line.matches(SUMMARY)).toList();
    assertThat(summary).as("summary of %s", target).hasSize(1);
    System.out.println(summary.getFirst());
  }

  private static Path log(String target) {
    return FOLDER.resolve(target.substring(target.lastIndexOf('.') + 1) + ".log");
  }
}
