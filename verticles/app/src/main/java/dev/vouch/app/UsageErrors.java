package dev.vouch.app;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what is wrong with a command line. A bad option is named also where required parameters are
 * missing at the same time: those alone are what picocli tells, though the misspelt option is often
 * the reason.
 */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    ParameterException told = worst(exception, args);
    CommandLine command = told.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("vouch: " + told.getMessage());
    UnmatchedArgumentException.printSuggestions(told, err);
    if (told instanceof MissingCommandException) {
      command.usage(err);
    } else {
      CommandLine.Help help = command.getHelp();
      err.print(help.fullSynopsis());
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** A group of commands was named, and none of it. */
  static final class MissingCommandException extends ParameterException {
    private static final long serialVersionUID = 1L;

    MissingCommandException(CommandLine commandLine) {
      super(commandLine, "a command is missing");
    }
  }

  private static ParameterException worst(ParameterException exception, String[] args) {
    if (exception instanceof MissingParameterException) {
      List<String> unknown = unknownArguments(args);
      if (!unknown.isEmpty()) {
        return new UnmatchedArgumentException(exception.getCommandLine(), unknown);
      }
    }
    return exception;
  }

  /** A second look that collects what is wrong instead of ending with the first. */
  private static List<String> unknownArguments(String[] args) {
    CommandLine second = Main.commandLine();
    collectErrors(second);
    ParseResult result = second.parseArgs(args);
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result.unmatched();
  }

  private static void collectErrors(CommandLine commandLine) {
    commandLine.getCommandSpec().parser().collectErrors(true);
    commandLine.getSubcommands().values().forEach(UsageErrors::collectErrors);
  }
}
