package dev.vouch.app;

import dev.vouch.devnet.Devnet;
import dev.vouch.devnet.DevnetOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vouch devnet}: the embedded network. */
@Command(
    name = "devnet",
    description = {
      "Run an embedded network that backs real candidates, with a page to watch it.",
      "Exit with --blocks N: 0 if every para was included in at least N - 3 blocks, less one per"
          + " session change; else 1."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DevnetCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--validators",
      paramLabel = "N",
      defaultValue = "6",
      description = "2 to 32 validators.")
  private int validators;

  @Option(
      names = "--group-size",
      paramLabel = "N",
      defaultValue = "3",
      description = "Most validators in a group.")
  private int groupSize;

  @Option(
      names = "--paras",
      paramLabel = "N",
      defaultValue = "2",
      description = "Parachains, 2000 and on.")
  private int paras;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "0",
      description = "Relay blocks; 0 for ever.")
  private long blocks;

  @Option(
      names = "--block-time",
      paramLabel = "TIME",
      defaultValue = "6s",
      converter = DurationConverter.class,
      description = "500ms to 60s.")
  private Duration blockTime;

  @Option(
      names = "--fork-every",
      paramLabel = "N",
      defaultValue = "0",
      description = "Every N slots two authors build on one parent; 0 never.")
  private int forkEvery;

  @Option(names = "--processes", description = "One process for each validator.")
  private boolean processes;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep everything here (default temporary, removed).")
  private @Nullable Path dir;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "9615",
      description = "Page and metrics; 0 any.")
  private int httpPort;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    DevnetOptions options;
    try {
      options =
          new DevnetOptions(
              validators,
              groupSize,
              paras,
              blocks,
              blockTime,
              forkEvery,
              processes,
              Optional.ofNullable(dir),
              httpPort,
              json);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
    Devnet devnet = new Devnet(options, System.out, Launcher.command(), Quiet::errorsOnly);
    Runtime.getRuntime().addShutdownHook(new Thread(devnet::stop, "vouch-devnet-stop"));
    return devnet.run();
  }
}
