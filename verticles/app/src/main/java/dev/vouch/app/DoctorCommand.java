package dev.vouch.app;

import dev.vouch.app.doctor.ClockChecks;
import dev.vouch.app.doctor.Finding;
import dev.vouch.app.doctor.KernelClock;
import dev.vouch.app.doctor.Machine;
import dev.vouch.app.doctor.MachineChecks;
import dev.vouch.app.doctor.Needs;
import dev.vouch.app.doctor.Place;
import dev.vouch.app.doctor.Report;
import dev.vouch.app.doctor.TimeServer;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vouch doctor}: what on this machine would stop a validator, and the remedy. */
@Command(
    name = "doctor",
    description = {
      "Check this machine: Java, memory, cores, kernel, every layer of the workers' sandbox,"
          + " directories, keys, clock, and a worker with an honest and a hostile PVF.",
      "Exit: 0 nothing is bad (warnings may be), 1 a validator would misbehave here, 2 wrong usage"
          + " or unusable file."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final long MIB = 1L << 20;

  /** Artifacts of a few dozen paras; jars of the worker. */
  private static final long ARTIFACT_BYTES = 512 * MIB;

  /** Private directories of workers: a native library and a socket each. */
  private static final long TEMPORARY_BYTES = 64 * MIB;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Check for this node's configuration (default: for a node with defaults).")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a key of --config, like pvf.slots=4.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--time-server",
      paramLabel = "HOST",
      description = "Ask this NTP server how far the clock is off (default: ask none).")
  private @Nullable String timeServer;

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    if (config == null && !overrides.isEmpty()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--set needs --config");
    }
    Optional<NodeConfig> node =
        Optional.ofNullable(config).map(file -> NodeFile.read(file, overrides));
    Optional<PvfHostConfig> pvf = node.map(NodeConfig::pvf);
    List<Finding> findings = new ArrayList<>(MachineChecks.of(Machine.here(), needs(pvf)));
    places(node).forEach(place -> findings.add(place.look()));
    node.ifPresent(parsed -> keys(parsed, findings));
    findings.add(clock());
    findings.addAll(WorkerChecks.run(pvf.map(PvfHostConfig::jit).orElse(Jit.C1)));
    Report report = new Report(findings);
    spec.commandLine().getOut().println(json ? report.json().encode() : report.text());
    spec.commandLine().getOut().flush();
    return report.bad() ? ExitCode.INVALID : ExitCode.OK;
  }

  private static Needs needs(Optional<PvfHostConfig> pvf) {
    PvfHostConfig used = pvf.orElseGet(() -> PvfHostConfig.defaults(Path.of("")));
    return new Needs(
        used.slots(),
        used.spares(),
        Runtime.getRuntime().maxMemory(),
        SupervisorSettings.EXECUTE_HEAP_MIB * MIB,
        SupervisorSettings.MAX_EXECUTE_HEAP_MIB * MIB,
        SupervisorSettings.PREPARE_HEAP_MIB * MIB);
  }

  private static List<Place> places(Optional<NodeConfig> node) {
    List<Place> places = new ArrayList<>();
    node.ifPresent(
        parsed -> {
          places.add(
              new Place(
                  "node", "directory", parsed.directory(), parsed.blobLimits().maxTotalBytes()));
          places.add(
              new Place(
                  "artifacts", "pvf.artifacts", parsed.pvf().artifactDirectory(), ARTIFACT_BYTES));
        });
    String temporary =
        Optional.ofNullable(System.getenv("TMPDIR"))
            .filter(path -> !path.isBlank())
            .orElseGet(() -> System.getProperty("java.io.tmpdir"));
    places.add(new Place("temporary", "TMPDIR", Path.of(temporary), TEMPORARY_BYTES));
    return places;
  }

  private static void keys(NodeConfig node, List<Finding> findings) {
    try {
      node.validator().load("keys.validator");
      node.authority().load("keys.authority");
      findings.add(Finding.ok("keys", "can be read, by this user alone"));
    } catch (ConfigException e) {
      findings.add(
          Finding.fail("keys", String.valueOf(e.getMessage()), "mend " + e.key() + " or its file"));
    }
  }

  private Finding clock() {
    Instant now = Instant.now();
    LocalDate released = LocalDate.parse(System.getProperty("java.version.date"));
    Optional<Duration> offset = Optional.empty();
    if (timeServer != null) {
      try {
        offset = Optional.of(TimeServer.offset(timeServer));
      } catch (IOException e) {
        return Finding.warn(
            "clock",
            "the time server %s does not answer: %s".formatted(timeServer, e.getMessage()),
            "name another with --time-server, or let UDP port 123 out");
      }
    }
    return ClockChecks.of(now, released, KernelClock.read(), offset);
  }
}
