package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/vouch} with JDKs that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of("src/main/dist/bin/vouch").toAbsolutePath();
  private static final String PATH = System.getenv("PATH");

  @TempDir private Path root;
  private Path vouch;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(root.resolve("vouch with space/bin"));
    vouch = Files.copy(SCRIPT, bin.resolve("vouch"));
    executable(vouch);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String place, String version) throws IOException {
    Path home = Files.createDirectories(root.resolve(place));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho \"I am " + home + "\"\nfor a in \"$@\"; do echo \"[$a]\"; done\n");
    executable(java);
    return home;
  }

  private record Said(int exit, String out, String err) {}

  private Said run(Map<String, String> environment, Path script, String... args)
      throws IOException, InterruptedException {
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of("/bin/sh", script.toString()), Stream.of(args)).toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private String jvms() {
    return root.resolve("jvms").toString();
  }

  @Test
  void aJdk25IsFoundWhateverJavaOnThePathIs() throws IOException, InterruptedException {
    Path old = jdk("old", "17.0.15");
    jdk("jvms/a-21", "21.0.7");
    jdk("jvms/b-250", "250.0.1");
    Path right = jdk("jvms/c-25", "25.0.1");
    Said said =
        run(
            Map.of(
                "PATH", old.resolve("bin") + ":" + PATH,
                "JAVA_HOME", old.toString(),
                "VOUCH_JVM_DIRS", root.resolve("nothing") + ":" + jvms()),
            vouch,
            "pvf",
            "--help me");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith("I am " + right)
        .endsWith("[dev.vouch.app.Main]\n[pvf]\n[--help me]\n");
    assertThat(said.out())
        .contains("[" + root.toRealPath().resolve("vouch with space/lib/*") + "]");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void theJdkThatIsNamedIsTakenFirst() throws IOException, InterruptedException {
    jdk("jvms/other", "25.0.2");
    Path named = jdk("named", "25");
    Said byJavaHome =
        run(Map.of("PATH", PATH, "JAVA_HOME", named.toString(), "VOUCH_JVM_DIRS", jvms()), vouch);
    assertThat(byJavaHome.out()).startsWith("I am " + named);
    Path own = jdk("own", "25.0.1");
    Said byVouch =
        run(
            Map.of("PATH", PATH, "JAVA_HOME", named.toString(), "VOUCH_JAVA_HOME", own.toString()),
            vouch);
    assertThat(byVouch.out()).startsWith("I am " + own);
  }

  @Test
  void aJava25OnThePathIsFollowedThroughItsLinks() throws IOException, InterruptedException {
    Path right = jdk("somewhere/jdk", "25.0.1");
    Path links = Files.createDirectories(root.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), right.resolve("bin/java"));
    Said said = run(Map.of("PATH", links + ":" + PATH, "VOUCH_JVM_DIRS", jvms()), vouch);
    assertThat(said.out()).startsWith("I am " + right);
  }

  @Test
  void theScriptItselfMayBeCalledByALink() throws IOException, InterruptedException {
    jdk("jvms/right", "25.0.1");
    Path link = Files.createSymbolicLink(root.resolve("v"), vouch);
    Said said = run(Map.of("PATH", PATH, "VOUCH_JVM_DIRS", jvms()), link);
    assertThat(said.out())
        .contains("[" + root.toRealPath().resolve("vouch with space/lib/*") + "]");
  }

  @Test
  void temporaryFilesGoWhereTmpdirSays() throws IOException, InterruptedException {
    jdk("jvms/right", "25.0.1");
    Said said = run(Map.of("PATH", PATH, "VOUCH_JVM_DIRS", jvms(), "TMPDIR", "/some where"), vouch);
    assertThat(said.out()).contains("[-Djava.io.tmpdir=/some where]");
    assertThat(run(Map.of("PATH", PATH, "VOUCH_JVM_DIRS", jvms()), vouch).out())
        .contains("[-Djava.io.tmpdir=/tmp]");
  }

  @Test
  void withoutAJdk25ItSaysWhatToInstallOrSet() throws IOException, InterruptedException {
    jdk("jvms/old", "24.0.1");
    // Neither HOME nor a PATH: the script stands on the shell alone.
    for (Map<String, String> environment :
        List.of(Map.of("VOUCH_JVM_DIRS", jvms()), Map.of("VOUCH_JVM_DIRS", "", "PATH", ""))) {
      Said said = run(environment, vouch, "validate");
      assertThat(said.exit()).as("could not decide, not invalid").isEqualTo(3);
      assertThat(said.out()).isEmpty();
      assertThat(said.err())
          .contains("no JDK 25", "Install", "JAVA_HOME")
          .doesNotContain("not found\n");
    }
  }
}
