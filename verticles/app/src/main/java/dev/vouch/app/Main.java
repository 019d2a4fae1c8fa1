package dev.vouch.app;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the command line. */
@Command(
    name = "vouch",
    description = "Parachain candidate backing and candidate validation.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DevnetCommand.class,
      NodeCommand.class,
      ValidateCommand.class,
      PvfCommand.class,
      DoctorCommand.class
    },
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
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(new UsageErrors());
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          PrintWriter err = command.getErr();
          if (exception instanceof UsageException) {
            err.println("vouch: " + exception.getMessage());
            return ExitCode.USAGE;
          }
          if (exception instanceof IOException) {
            err.println("vouch: " + exception.getMessage());
            return ExitCode.UNDECIDED;
          }
          err.println("vouch: this is a defect of vouch; please report it with what follows");
          exception.printStackTrace(err);
          return ExitCode.UNDECIDED;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new UsageErrors.MissingCommandException(spec.commandLine());
  }
}
