package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What C1 makes of a function that it compiles before the function's first access to memory. */
class AccessorLinkageTest {
  private static final long DEADLINE_SECONDS = 60;

  @TempDir Path directory;

  @Test
  void accessesThatWereNeverMadeAreInlinedByC1() throws Exception {
    Path printed = directory.resolve("printed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:C1MaxInlineSize=70",
                "-Xbatch",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+PrintInlining",
                "-XX:CompileCommand=compileonly," + LongLoop.class.getName() + "::run",
                "-cp",
                System.getProperty("java.class.path"),
                LongLoop.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    for (String type : List.of("Short", "Int", "Long")) {
      assertThat(lines).anyMatch(line -> line.contains("memoryRead" + type));
      assertThat(lines).anyMatch(line -> line.contains("memoryWrite" + type));
    }
    assertThat(lines).anyMatch(line -> line.contains("VarHandleGuards::"));
    assertThat(lines).noneMatch(line -> line.contains("not loaded") && line.contains("VarHandle"));
  }

  /** A function that is called once. */
  static final class LongLoop {
    private LongLoop() {}

    /** The program. */
    public static void main(String[] args) {
      LinearMemory memory = new LinearMemory(1, 1);
      if (run(args.length, memory) != 0) {
        throw new AssertionError("nothing was written but zeros");
      }
    }

    private static int run(int accesses, LinearMemory memory) {
      int sum = 0;
      for (int i = 0; i < 1_000_000; i++) {
        LinearMemory.memoryWriteByte(i & 0xff, (byte) 0, 0, memory);
        sum += LinearMemory.memoryReadByte(i & 0xff, 0, memory);
      }
      for (int i = 0; i < accesses; i++) {
        LinearMemory.memoryWriteShort(i, LinearMemory.memoryReadShort(i, 1, memory), 2, memory);
        LinearMemory.memoryWriteInt(i, LinearMemory.memoryReadInt(i, 1, memory), 2, memory);
        LinearMemory.memoryWriteLong(i, LinearMemory.memoryReadLong(i, 1, memory), 2, memory);
      }
      return sum;
    }
  }
}
