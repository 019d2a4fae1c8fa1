package dev.vouch.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Groups the commands on PVFs. */
@Command(
    name = "pvf",
    description = "Prepare or execute a PVF by hand.",
    mixinStandardHelpOptions = true,
    subcommands = {PvfPrepareCommand.class, PvfExecuteCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class PvfCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new UsageErrors.MissingCommandException(spec.commandLine());
  }
}
