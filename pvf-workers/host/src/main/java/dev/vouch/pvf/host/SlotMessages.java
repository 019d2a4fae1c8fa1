package dev.vouch.pvf.host;

import dev.vouch.bus.BusCodecs;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** What a host and its slots say to each other on the bus, besides {@link SlotJob}. */
public final class SlotMessages {
  private static final String GROUP = "pvf-slots";

  private SlotMessages() {}

  /** Slot to host: one credit. */
  public record SlotFree(int slot, Optional<ArtifactId> holds) {}

  /** Slot to host: no more work, and nothing runs. */
  public record SlotGone(int slot) {}

  /** Host to slot: load this ahead of need, then announce yourself. */
  public record SlotPreload(ArtifactId id, StoredArtifact artifact, ExecutorParams params) {}

  /** Host to slot: a job waits, so cut a warm-up off. */
  public record SlotHurry() {}

  static BusCodecs.Registration register(Vertx vertx) {
    return BusCodecs.register(
        vertx,
        GROUP,
        List.of(SlotFree.class, SlotGone.class, SlotPreload.class, SlotHurry.class, SlotJob.class));
  }
}
