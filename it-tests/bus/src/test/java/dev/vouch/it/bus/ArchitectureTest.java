package dev.vouch.it.bus;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.eventbus.EventBus;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may see whom, and what stays out of the cores. The picture is in the README. */
final class ArchitectureTest {
  private static final String[] PRIMITIVES = {
    "dev.vouch.primitives..",
    "dev.vouch.scale..",
    "dev.vouch.crypto..",
    "dev.vouch.erasure..",
    "dev.vouch.ecc..",
    "dev.vouch.trie..",
    "dev.vouch.topology..",
    "dev.vouch.runtimeapi..",
    "dev.vouch.messages..",
    "dev.vouch.frames.."
  };
  private static final String[] BUS = {"dev.vouch.bus.."};
  private static final String[] CORE = {"dev.vouch.core.."};
  private static final String[] NODE = {"dev.vouch.node.."};
  private static final String[] DEVNET = {"dev.vouch.devnet.."};
  private static final String[] APP = {"dev.vouch.app.."};
  private static final String[] CLUSTER = {"dev.vouch.cluster.."};
  private static final String[] HOST = {
    "dev.vouch.pvf.host..",
    "dev.vouch.pvf.supervisor..",
    "dev.vouch.pvf.queue..",
    "dev.vouch.pvf.artifacts..",
    "dev.vouch.pvf.cgroup.."
  };
  private static final String[] WORKER = {
    "dev.vouch.pvf.worker..",
    "dev.vouch.pvf.engine..",
    "dev.vouch.pvf.rewrite..",
    "dev.vouch.pvf.sandbox..",
    "dev.vouch.pvf.wasm.."
  };
  private static final String[] FIXTURES = {"dev.vouch.pvf.fixtures.."};

  /** State machines: the same events give the same effects, wherever and whenever they run. */
  private static final String[] DETERMINISTIC = {
    "dev.vouch.core..", "dev.vouch.devnet.chain..", "dev.vouch.pvf.queue.."
  };

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.vouch")
          .that(resideOutsideOfPackages("dev.vouch.it..", "dev.vouch.sim..", "dev.vouch.bench.."));

  @Test
  void everyModuleIsLookedAtAndNoClassIsOutsideOfAll() {
    Map<String, String[]> modules =
        Map.of(
            "primitives", PRIMITIVES,
            "bus", BUS,
            "core", CORE,
            "node", NODE,
            "devnet", DEVNET,
            "app", APP,
            "cluster", CLUSTER,
            "host", HOST,
            "worker", WORKER,
            "fixtures", FIXTURES);
    Set<String> seen = new TreeSet<>();
    modules.forEach(
        (module, packages) -> {
          JavaClasses classes = HOUSE.that(resideInAnyPackage(packages));
          assertThat(classes).as(module).isNotEmpty();
          classes.forEach(c -> seen.add(c.getName()));
        });
    assertThat(HOUSE.stream().map(c -> c.getName()).filter(c -> !seen.contains(c)).toList())
        .as("classes of no module; name their package here")
        .isEmpty();
  }

  @Test
  void modulesSeeOnlyWhatTheyStandOn() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("primitives")
        .definedBy(PRIMITIVES)
        .layer("bus")
        .definedBy(BUS)
        .layer("core")
        .definedBy(CORE)
        .layer("node")
        .definedBy(NODE)
        .layer("devnet")
        .definedBy(DEVNET)
        .layer("app")
        .definedBy(APP)
        .layer("cluster")
        .definedBy(CLUSTER)
        .layer("host")
        .definedBy(HOST)
        .layer("worker")
        .definedBy(WORKER)
        .layer("fixtures")
        .definedBy(FIXTURES)
        .whereLayer("primitives")
        .mayNotAccessAnyLayer()
        .whereLayer("fixtures")
        .mayNotAccessAnyLayer()
        .whereLayer("cluster")
        .mayNotAccessAnyLayer()
        .whereLayer("bus")
        .mayOnlyAccessLayers("primitives")
        .whereLayer("core")
        .mayOnlyAccessLayers("primitives")
        .whereLayer("worker")
        .mayOnlyAccessLayers("primitives")
        .whereLayer("host")
        .mayOnlyAccessLayers("primitives", "bus")
        .whereLayer("node")
        .mayOnlyAccessLayers("primitives", "bus", "core", "host", "cluster")
        .whereLayer("devnet")
        .mayOnlyAccessLayers("primitives", "bus", "core", "host", "cluster", "node", "fixtures")
        .whereLayer("app")
        .mayOnlyAccessLayers(
            "primitives", "bus", "core", "host", "cluster", "node", "fixtures", "devnet")
        .check(HOUSE);
  }

  private static String[] join(String[]... groups) {
    return java.util.Arrays.stream(groups).flatMap(java.util.Arrays::stream).toArray(String[]::new);
  }

  @Test
  void coresAndTheWorkerKnowNothingOfVertxOrHazelcast() {
    noClasses()
        .that()
        .resideInAnyPackage(
            join(
                PRIMITIVES,
                CORE,
                WORKER,
                FIXTURES,
                new String[] {
                  "dev.vouch.devnet.chain..",
                  "dev.vouch.devnet.collator..",
                  "dev.vouch.pvf.queue..",
                  "dev.vouch.pvf.artifacts.."
                }))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..", "com.hazelcast..")
        .check(HOUSE);
  }

  @Test
  void hazelcastIsKnownToTheClusterConfigurationAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CLUSTER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..")
        .check(HOUSE);
  }

  @Test
  void coresHaveNoRandomnessFilesSocketsOrThreads() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent.locks..")
                    .or(assignableTo(java.util.random.RandomGenerator.class))
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(java.util.Timer.class))
                    .or(assignableTo(java.util.concurrent.Executor.class))
                    .or(assignableTo(java.util.concurrent.Future.class))
                    .or(assignableTo(java.io.InputStream.class))
                    .or(assignableTo(java.io.OutputStream.class))
                    .or(assignableTo(java.io.File.class)));
    rule.check(HOUSE);
  }

  @Test
  void coresHaveNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(DETERMINISTIC)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethodWhere(target(name("now")).and(target(owner(resideInAnyPackage("java.time..")))))
        .orShould()
        .callMethodWhere(target(name("randomUUID")))
        .orShould()
        .callMethodWhere(
            target(name("system"))
                .and(target(owner(assignableTo(dev.vouch.crypto.RandomSource.class)))))
        .check(HOUSE);
  }

  @Test
  void onlyTheBusAndTheVerticlesTalkToTheEventBus() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.vouch.bus..", "dev.vouch.node..", "dev.vouch.pvf.host..", "dev.vouch.devnet")
        .should()
        .callMethodWhere(
            target(owner(assignableTo(EventBus.class)))
                .and(
                    target(
                        describe(
                            "that sends or receives",
                            method ->
                                Set.of(
                                        "consumer",
                                        "localConsumer",
                                        "send",
                                        "request",
                                        "publish",
                                        "sender",
                                        "publisher")
                                    .contains(method.getName())))))
        .check(HOUSE);
  }

  /** Constants of the class files, since the address of a call cannot be seen otherwise. */
  @Test
  void addressesAreMadeInOnePlace() throws IOException {
    Pattern address = Pattern.compile("vouch\\.[0-9]+\\..*", Pattern.DOTALL);
    Map<String, List<String>> found = new TreeMap<>();
    for (var javaClass : HOUSE) {
      URI uri = javaClass.getSource().orElseThrow().getUri();
      byte[] bytes;
      try (var in = uri.toURL().openStream()) {
        bytes = in.readAllBytes();
      }
      List<String> addresses = new java.util.ArrayList<>();
      for (var entry : ClassFile.of().parse(bytes).constantPool()) {
        if (entry instanceof StringEntry text && address.matcher(text.stringValue()).matches()) {
          addresses.add(text.stringValue());
        }
      }
      if (!addresses.isEmpty()) {
        found.put(javaClass.getName(), addresses);
      }
    }
    assertThat(found).as("the scan sees constants").containsKey("dev.vouch.bus.Addresses");
    assertThat(found).hasSize(1);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        HOUSE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertThat(unmarked).isEmpty();
  }
}
