package dev.vouch.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the command line. */
@Command(
    name = "vouch",
    description = "Parachain candidate backing and candidate validation.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {PvfCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command and tells its exit code; never exits the JVM. */
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExitCodeExceptionMapper(
        cause -> cause instanceof UsageException ? ExitCode.USAGE : ExitCode.UNDECIDED);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          PrintWriter err = command.getErr();
          if (exception instanceof UsageException) {
            err.println("vouch: " + exception.getMessage());
            return ExitCode.USAGE;
          }
          err.println("vouch: " + exception);
          exception.printStackTrace(err);
          return ExitCode.UNDECIDED;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
