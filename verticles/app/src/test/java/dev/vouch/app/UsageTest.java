package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a wrong command line is told, before anything runs. */
class UsageTest {
  @TempDir private Path directory;

  static Stream<List<String>> groups() {
    return Stream.of(List.of(), List.of("pvf"));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aGroupAloneIsRefusedWithItsUsage(List<String> args) {
    Cli.Result result = Cli.run(args.toArray(String[]::new));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("a command is missing").contains("Usage:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvf execute --bogus",
        "pvf execute code --bogus",
        "pvf execute code params --bogus",
        "pvf prepare --bogus",
        "pvf prepare code --bogus=3",
        "pvf --bogus",
        "devnet --bogus",
        "node --bogus",
        "node --config x --bogus",
        "validate --bogus",
        "validate --code x --bogus --pvd y",
        "--bogus"
      })
  void anUnknownOptionIsNamedAlsoWhereParametersAreMissing(String line) {
    Cli.Result result = Cli.run(line.split(" "));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--bogus").contains("--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--engine wasmtime",
        "--jit c3",
        "--timeout soon",
        "--timeout 0",
        "--timeout 61m",
        "--repeat 0",
        "--repeat many",
        "--out /nowhere/at/all"
      })
  void aBadValueIsRefusedWithItsOption(String option) {
    String[] args = ("pvf execute code params " + option).split(" ");
    Cli.Result result = Cli.run(args);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(option.substring(0, option.indexOf(' ')));
  }

  @Test
  void missingParametersAreNamed() {
    assertThat(Cli.run("validate", "--code", "x").err())
        .contains("--receipt", "--pvd", "--pov")
        .doesNotContain("'--code");
    assertThat(Cli.run("pvf", "execute", "code").err()).contains("PARAMS");
    assertThat(Cli.run("pvf", "prepare").err()).contains("CODE");
  }

  @Test
  void aMisspeltCommandIsAnsweredWithTheRightOne() {
    Cli.Result result = Cli.run("validat");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("'validat'").contains("vouch validate");
  }

  @Test
  void theHelpOfEveryCommandTellsEveryOption() {
    everyCommand(Main.commandLine())
        .forEach(
            command -> {
              String[] path = command.getCommandSpec().qualifiedName().split(" ");
              String[] args = Arrays.copyOfRange(path, 1, path.length + 1);
              args[args.length - 1] = "--help";
              Cli.Result result = Cli.run(args);
              assertThat(result.exit()).isZero();
              command
                  .getCommandSpec()
                  .options()
                  .forEach(option -> assertThat(result.out()).contains(option.longestName()));
              assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
            });
  }

  private static Stream<CommandLine> everyCommand(CommandLine root) {
    return Stream.concat(
        Stream.of(root), root.getSubcommands().values().stream().flatMap(UsageTest::everyCommand));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Cli cli = new Cli(directory);
    String absent = cli.absent("nothing");
    String code = cli.file("code", dev.vouch.pvf.fixtures.Fixtures.adder());
    for (String[] args :
        new String[][] {
          {"pvf", "prepare", absent},
          {"pvf", "execute", absent, code},
          {"pvf", "execute", code, absent},
          {"pvf", "execute", code, code, absent, "--json"}
        }) {
      Cli.Result result = Cli.run(args);
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains(absent + " does not exist");
    }
  }

  @Test
  void codeThatIsNoWasmIsRefusedByName() {
    Cli cli = new Cli(directory);
    for (String content : List.of("", "\0as", "hello, world")) {
      String code = cli.file("code", content);
      Cli.Result result = Cli.run("pvf", "execute", code, code, "--json");
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains(code).contains("Wasm magic");
    }
  }

  @Test
  void aDirectoryIsNoFile() {
    Cli.Result result = Cli.run("pvf", "prepare", directory.toString());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(directory.toString()).contains("directory");
  }
}
