package dev.vouch.pvf.host;

import dev.vouch.pvf.queue.ArtifactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The slots of a host: the runners that are its own, and by name the links over which jobs go out.
 * As many as are configured or announce themselves; thread-safe but for the start.
 */
final class HostSlots implements AutoCloseable {
  private final Supplier<SlotRunner> maker;
  private final List<SlotRunner> runners = new CopyOnWriteArrayList<>();
  private final List<LocalSlot> local = new ArrayList<>();
  private final Map<String, SlotLink> links = new ConcurrentHashMap<>();

  HostSlots(Supplier<SlotRunner> maker) {
    this.maker = maker;
  }

  /** For one more slot of this host; it is closed with the host. */
  SlotRunner newRunner() {
    SlotRunner runner = maker.get();
    runners.add(runner);
    return runner;
  }

  void addLocal(String name, BiConsumer<String, Optional<ArtifactId>> announceFree) {
    LocalSlot slot = new LocalSlot(name, newRunner(), holds -> announceFree.accept(name, holds));
    local.add(slot);
    links.put(name, slot);
  }

  void startLocal() {
    local.forEach(LocalSlot::start);
  }

  void add(String name, SlotLink link) {
    links.put(name, link);
  }

  void remove(String name) {
    links.remove(name);
  }

  Optional<SlotLink> link(String name) {
    return Optional.ofNullable(links.get(name));
  }

  List<ArtifactId> held(Predicate<SlotRunner> which) {
    return runners.stream()
        .filter(which)
        .flatMap(runner -> runner.holds().stream())
        .distinct()
        .toList();
  }

  boolean anyClosed() {
    return runners.stream().anyMatch(SlotRunner::isClosed);
  }

  @Override
  public void close() {
    runners.forEach(SlotRunner::close);
  }
}
