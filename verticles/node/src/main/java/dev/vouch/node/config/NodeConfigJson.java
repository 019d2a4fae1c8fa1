package dev.vouch.node.config;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.Scope;
import dev.vouch.cluster.BusSecurity;
import dev.vouch.cluster.ClusterConfigException;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.core.backing.BackingConfig;
import dev.vouch.core.provisioner.ProvisionerConfig;
import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.blobs.BlobLimits;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.config.NodeConfig.Endpoint;
import dev.vouch.node.config.NodeConfig.Peers;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.queue.PvfLimits;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON form of {@link NodeConfig}. Keys, with their defaults:
 *
 * <pre>
 * node                        name: lower-case letters, digits, hyphens      (required)
 * directory                   what outlives the process                      (required)
 * network                     genesis hash, 64 hex digits                    (required)
 * keys.validator              {"file": PATH} or {"development": "//Alice"}   (required)
 * keys.authority              the same                                       (the validator key)
 * scope                       local | cluster                                (local)
 * peers                       event-bus | host                               (event-bus)
 * host-wait-millis            wait for what the host provides                (10000)
 * addresses.SUBSYSTEM         serve a subsystem from another address         (none)
 * blobs.host, .port           where peers fetch PoVs                         (127.0.0.1, 0 = any)
 * blobs.max-total-bytes       disk for PoVs and codes                        (1073741824)
 * blobs.sources               ["KEY@HOST:PORT", ...]: who else serves blobs     (none)
 * http.host, .port            metrics, health, readiness; absent: none       (127.0.0.1, 9615)
 * pvf.artifacts               compiled PVFs; may be shared by nodes          (directory/artifacts)
 * pvf.slots, .spares          worker processes at work, and standing by      (2, 1)
 * pvf.jobs-per-worker         a process is replaced after so many            (1000)
 * pvf.jit                     c1 | tiered                                    (c1)
 * pvf.warm-up                 run each artifact once before its first job    (true)
 * pvf.aot-cache               make a cache of the workers' classes            (true)
 * pvf.artifact-caches         how many PVFs have such a cache of their own   (8)
 * pvf.abstain-when-cold       a time-out while cold is "could not decide"    (true)
 * pvf.cold-factor             a cold run over so many limits is a time-out   (6)
 * pvf.levers.off              [LEVER, ...] of {@link Lever}, if one is suspected  (none)
 * pvf.sandbox                 required | best-effort: start without layers?  (best-effort)
 * backing.quorum              runtime | majority                             (runtime)
 * backing.stale-leaves        observe | skip                                 (observe)
 * backing.strict-single-second  one Seconded per scheduling parent           (false)
 * backing.failed-job-retries, .job-watchdog-millis                           (1, 30000)
 * provisioner.ready-after-millis, .assembly-millis                           (2000, 500)
 * availability.keep-millis    how long PoVs are kept                         (86400000)
 * cluster.name, .host, .port, .members, .bus-port, .network-is-protected     (vouch node only)
 * cluster.tls.certificate, .key, .authority   PEM files; absent: no TLS
 * </pre>
 */
final class NodeConfigJson {
  private static final Pattern SOURCE =
      Pattern.compile("([0-9a-f]{64})@([A-Za-z0-9.-]+):([0-9]{1,5})");
  private static final String LOOPBACK = "127.0.0.1";
  private static final long DAY_MILLIS = 86_400_000;

  /** Whether a node starts although a layer of its workers' sandbox does not hold. */
  private enum Sandbox {
    REQUIRED,
    BEST_EFFORT
  }

  private NodeConfigJson() {}

  static NodeConfig read(JsonObject json) {
    ConfigReader in = new ConfigReader(json);
    String node = in.string("node");
    try {
      new Addresses(node);
    } catch (IllegalArgumentException e) {
      throw in.refused("node", e.getMessage() == null ? "is no name" : e.getMessage());
    }
    Path directory =
        in.optionalPath("directory")
            .orElseThrow(() -> in.refused("directory", "is missing: a path"));
    Hash network = hash(in, "network");
    ConfigReader keys = in.sectionOrEmpty("keys");
    KeySource validator =
        key(keys, "validator")
            .orElseThrow(
                () ->
                    keys.refused(
                        "validator",
                        "is missing: {\"file\": PATH} of the key that signs statements"));
    KeySource authority = key(keys, "authority").orElse(validator);
    keys.end();
    ConfigReader blobs = in.sectionOrEmpty("blobs");
    NodeConfig config =
        new NodeConfig(
            node,
            directory,
            in.choice("scope", Scope.class, Scope.LOCAL),
            network,
            validator,
            authority,
            in.choice("peers", Peers.class, Peers.EVENT_BUS),
            addresses(in.sectionOrEmpty("addresses")),
            in.number("host-wait-millis", 10_000, 0, DAY_MILLIS),
            endpoint(blobs, 0),
            blobLimits(blobs),
            blobSources(blobs),
            in.section("http").map(NodeConfigJson::status),
            pvf(in.sectionOrEmpty("pvf"), directory),
            backing(in.sectionOrEmpty("backing")),
            provisioner(in.sectionOrEmpty("provisioner")),
            keepMillis(in.sectionOrEmpty("availability")),
            in.section("cluster").map(NodeConfigJson::cluster));
    in.end();
    return config;
  }

  private static Hash hash(ConfigReader in, String key) {
    String text = in.string(key);
    try {
      return Hash.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw in.refused(key, "must be 64 hex digits, not " + text);
    }
  }

  private static Optional<KeySource> key(ConfigReader keys, String name) {
    return keys.section(name)
        .map(
            in -> {
              Optional<Path> file = in.optionalPath("file");
              Optional<String> uri = in.optionalString("development");
              in.end();
              if (file.isPresent() == uri.isPresent()) {
                throw keys.refused(name, "must have either a file or a development key");
              }
              if (uri.isPresent() && !uri.get().startsWith("//")) {
                throw keys.refused(
                    name + ".development", "must begin with //; put secrets into a file");
              }
              return file.<KeySource>map(KeySource.SecretFile::new)
                  .orElseGet(() -> new KeySource.Development(uri.orElseThrow()));
            });
  }

  private static Map<SubsystemName, String> addresses(ConfigReader in) {
    Map<SubsystemName, String> elsewhere = new EnumMap<>(SubsystemName.class);
    Arrays.stream(SubsystemName.values())
        .forEach(name -> in.optionalString(name.label()).ifPresent(to -> elsewhere.put(name, to)));
    in.end();
    return elsewhere;
  }

  private static Endpoint endpoint(ConfigReader in, int defaultPort) {
    return new Endpoint(
        in.optionalString("host").orElse(LOOPBACK), in.integer("port", defaultPort, 0, 65_535));
  }

  private static Endpoint status(ConfigReader in) {
    Endpoint endpoint = endpoint(in, 9_615);
    in.end();
    return endpoint;
  }

  private static BlobLimits blobLimits(ConfigReader in) {
    BlobLimits standard = BlobLimits.DEFAULTS;
    long total =
        in.number(
            "max-total-bytes",
            standard.maxTotalBytes(),
            standard.maxBlobBytes(),
            Long.MAX_VALUE / 2);
    return new BlobLimits(standard.maxBlobBytes(), total);
  }

  /** Reads the last keys of the section. */
  private static Map<PublicKey, BlobOrigin> blobSources(ConfigReader in) {
    Map<PublicKey, BlobOrigin> sources = new LinkedHashMap<>();
    for (String source : in.strings("sources").orElse(List.of())) {
      Matcher parts = SOURCE.matcher(source);
      if (!parts.matches() || !BlobOrigin.isValid(parts.group(2), port(parts.group(3)))) {
        throw in.refused(
            "sources", "must hold strings like <64 hex digits of a key>@host:port, not " + source);
      }
      sources.put(
          PublicKey.of(Bytes.fromHex(parts.group(1))),
          new BlobOrigin(parts.group(2), port(parts.group(3))));
    }
    in.end();
    return sources;
  }

  private static int port(String digits) {
    return Integer.parseInt(digits);
  }

  private static PvfHostConfig pvf(ConfigReader in, Path directory) {
    PvfHostConfig standard =
        PvfHostConfig.defaults(
            in.optionalPath("artifacts").orElseGet(() -> directory.resolve("artifacts")));
    PvfHostConfig config =
        new PvfHostConfig(
            standard.artifactDirectory(),
            in.integer("slots", standard.slots(), 1, 256),
            in.integer("spares", standard.spares(), 0, 256),
            in.integer("jobs-per-worker", standard.jobsPerWorker(), 1, 1_000_000),
            in.choice("jit", Jit.class, standard.jit()),
            in.bool("aot-cache", standard.makeAotCache()),
            in.integer(
                "artifact-caches", standard.artifactCaches(), 0, PvfHostConfig.MAX_ARTIFACT_CACHES),
            in.bool("warm-up", standard.warmUp()),
            in.bool("abstain-when-cold", standard.abstainWhenCold()),
            in.integer("cold-factor", standard.coldFactor(), 1, 100),
            in.choice("sandbox", Sandbox.class, Sandbox.BEST_EFFORT) == Sandbox.REQUIRED,
            levers(in.sectionOrEmpty("levers")),
            PvfLimits.defaults());
    in.end();
    return config;
  }

  private static Levers levers(ConfigReader in) {
    List<String> off = in.strings("off").orElse(List.of());
    in.end();
    try {
      return Levers.allBut(off);
    } catch (IllegalArgumentException e) {
      throw in.refused("off", "is refused: " + e.getMessage());
    }
  }

  private static BackingConfig backing(ConfigReader in) {
    BackingConfig standard = BackingConfig.standard();
    BackingConfig config =
        new BackingConfig(
            in.choice("quorum", BackingConfig.QuorumPolicy.class, standard.quorum()),
            in.choice("stale-leaves", BackingConfig.StaleLeaves.class, standard.staleLeaves()),
            in.bool("strict-single-second", standard.strictSingleSecond()),
            in.integer("failed-job-retries", standard.failedJobRetries(), 0, 100),
            in.number("job-watchdog-millis", standard.jobWatchdogMillis(), 1, DAY_MILLIS));
    in.end();
    return config;
  }

  private static ProvisionerConfig provisioner(ConfigReader in) {
    ProvisionerConfig standard = ProvisionerConfig.standard();
    ProvisionerConfig config =
        new ProvisionerConfig(
            in.number("ready-after-millis", standard.readyAfterMillis(), 0, DAY_MILLIS),
            in.number("assembly-millis", standard.assemblyMillis(), 1, DAY_MILLIS));
    in.end();
    return config;
  }

  private static long keepMillis(ConfigReader in) {
    long keep = in.number("keep-millis", DAY_MILLIS, 1, 30 * DAY_MILLIS);
    in.end();
    return keep;
  }

  private static ClusterSettings cluster(ConfigReader in) {
    BusSecurity security =
        in.section("tls").<BusSecurity>map(NodeConfigJson::tls).orElseGet(BusSecurity.Plain::new);
    try {
      ClusterSettings settings =
          new ClusterSettings(
              in.string("name"),
              in.optionalString("host").orElse(LOOPBACK),
              in.integer("port", 5_701, 1, 65_535),
              in.strings("members").orElse(List.of()),
              in.integer("bus-port", 0, 0, 65_535),
              security,
              in.bool("network-is-protected", false));
      in.end();
      return settings;
    } catch (ClusterConfigException e) {
      throw in.refused(e.key(), String.valueOf(e.getMessage()));
    }
  }

  private static BusSecurity.MutualTls tls(ConfigReader in) {
    BusSecurity.MutualTls tls =
        new BusSecurity.MutualTls(file(in, "certificate"), file(in, "key"), file(in, "authority"));
    in.end();
    return tls;
  }

  private static Path file(ConfigReader in, String key) {
    return in.optionalPath(key).orElseThrow(() -> in.refused(key, "is missing: a PEM file"));
  }
}
