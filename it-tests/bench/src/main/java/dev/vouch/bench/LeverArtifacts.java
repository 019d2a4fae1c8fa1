package dev.vouch.bench;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Artifacts by runtime and passes, each made once. */
final class LeverArtifacts {
  /** Processes of up to 1 GB. */
  private static final int AT_A_TIME = 3;

  private record Key(String code, Levers passes) {}

  private final Path real;
  private final PvfRuns runs;
  private final PrintStream progress;
  private final Map<Key, Frame.PrepareDone> made = new LinkedHashMap<>();

  LeverArtifacts(Path real, Supervisor supervisor, PrintStream progress) {
    this.real = real;
    this.runs = new PvfRuns(supervisor);
    this.progress = progress;
  }

  void prepare(List<RealBlock> blocks, Collection<List<LeverVariant>> tables)
      throws InterruptedException, ExecutionException {
    Set<Key> wanted = new LinkedHashSet<>();
    for (RealBlock block : blocks) {
      for (List<LeverVariant> table : tables) {
        table.forEach(v -> wanted.add(new Key(block.code(), v.levers().passes())));
      }
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
      Map<Key, Future<Frame.PrepareDone>> coming = new LinkedHashMap<>();
      wanted.forEach(key -> coming.put(key, pool.submit(() -> make(key))));
      for (Map.Entry<Key, Future<Frame.PrepareDone>> entry : coming.entrySet()) {
        made.put(entry.getKey(), entry.getValue().get());
        progress.printf("lever-bench: prepared %d of %d%n", made.size(), wanted.size());
      }
    }
  }

  private Frame.PrepareDone make(Key key) throws IOException, SpawnException, InterruptedException {
    return runs.prepare(Files.readAllBytes(real.resolve(key.code() + ".code")), key.passes());
  }

  Frame.PrepareDone get(String code, Levers levers) {
    return Objects.requireNonNull(made.get(new Key(code, levers.passes())));
  }
}
