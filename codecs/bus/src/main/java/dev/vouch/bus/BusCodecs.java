package dev.vouch.bus;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.shareddata.LocalMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Registers the codecs of all messages with a {@code Vertx}: ours or somebody else's. Registrations
 * are counted per {@code Vertx}, so that several nodes may live in one; the last to unregister
 * leaves nothing behind. The codec selector, which is global, is left alone.
 */
public final class BusCodecs {
  private static final String COUNTS = "vouch.codecs";

  private BusCodecs() {}

  /** Makes every message, answer and signal known. Close the registration when done. */
  public static Registration register(Vertx vertx) {
    return register(vertx, "messages", Holder.BODIES);
  }

  /**
   * Makes further records known, with the answers of those that are requests; for parts that speak
   * among themselves.
   *
   * @param group a name for these types, the same at every call with them
   */
  public static Registration register(Vertx vertx, String group, List<? extends Class<?>> types) {
    return register(vertx, group, derive(WireTypes.closure(types)));
  }

  private static Registration register(
      Vertx vertx, String group, SequencedMap<Class<?>, BodyCodec<Object>> codecs) {
    synchronized (COUNTS) {
      LocalMap<String, Integer> counts = counts(vertx);
      int before = counts.getOrDefault(group, 0);
      if (before == 0) {
        install(vertx.eventBus(), codecs);
      }
      counts.put(group, before + 1);
    }
    return new Registration(() -> unregister(vertx, group, codecs.keySet()));
  }

  private static void unregister(Vertx vertx, String group, Set<Class<?>> types) {
    synchronized (COUNTS) {
      LocalMap<String, Integer> counts = counts(vertx);
      int left = counts.getOrDefault(group, 1) - 1;
      if (left > 0) {
        counts.put(group, left);
        return;
      }
      counts.remove(group);
      types.forEach(vertx.eventBus()::unregisterDefaultCodec);
      if (counts.isEmpty()) {
        counts.close();
      }
    }
  }

  /**
   * The registrations of a {@code Vertx} by group. Looked up under the lock each time: the last to
   * leave closes the map, and a reference from before would count in one that nobody else sees.
   */
  private static LocalMap<String, Integer> counts(Vertx vertx) {
    return vertx.sharedData().getLocalMap(COUNTS);
  }

  private static void install(EventBus bus, SequencedMap<Class<?>, BodyCodec<Object>> codecs) {
    List<Class<?>> installed = new ArrayList<>();
    try {
      codecs.forEach(
          (type, codec) -> {
            registerOne(bus, type, codec);
            installed.add(type);
          });
    } catch (RuntimeException e) {
      installed.forEach(bus::unregisterDefaultCodec);
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // The codec is the one derived from this type.
  private static <T> void registerOne(EventBus bus, Class<T> type, BodyCodec<Object> codec) {
    bus.registerDefaultCodec(type, (BodyCodec<T>) codec);
  }

  private static SequencedMap<Class<?>, BodyCodec<Object>> derive(Iterable<Class<?>> types) {
    RecordCodecs codecs = new RecordCodecs();
    SequencedMap<Class<?>, BodyCodec<Object>> bodies = new LinkedHashMap<>();
    for (Class<?> type : types) {
      Codec<Object> codec = RecordCodecs.objects(codecs.of(type, WireName.of(type)));
      bodies.put(type, new BodyCodec<>(WireName.codec(type), codec));
    }
    return bodies;
  }

  /** All wire types with their codecs, for tests that go through all of them. */
  static SequencedMap<Class<?>, Codec<Object>> wireCodecs() {
    RecordCodecs codecs = new RecordCodecs();
    SequencedMap<Class<?>, Codec<Object>> all = new LinkedHashMap<>();
    for (Class<?> type : WireTypes.all()) {
      all.put(type, RecordCodecs.objects(codecs.of(type, WireName.of(type))));
    }
    all.put(Envelope.class, envelope(all));
    return all;
  }

  /** An envelope carries any wire type under its name. */
  private static Codec<Object> envelope(Map<Class<?>, Codec<Object>> bodies) {
    Map<String, Codec<Object>> byName = new HashMap<>();
    bodies.forEach((type, codec) -> byName.put(WireName.of(type), codec));
    return Codec.of(
        "Envelope",
        (value, out) -> {
          Envelope envelope = (Envelope) value;
          String name = WireName.of(envelope.body().getClass());
          Codec<Object> codec = byName.get(name);
          if (codec == null) {
            throw new IllegalArgumentException(name + " does not travel in an envelope");
          }
          out.u64(envelope.watermark()).u64(envelope.remainingMillis());
          out.string(envelope.sender()).string(name);
          codec.encode(envelope.body(), out);
        },
        in -> {
          long watermark = in.field("watermark", Scale.U64);
          long remaining = in.field("remaining_millis", Scale.U64);
          String sender = in.field("sender", Scale.STRING);
          String name = in.field("type", Scale.STRING);
          Codec<Object> codec = byName.get(name);
          if (codec == null) {
            throw in.failure("unknown type " + Failures.shortened(name));
          }
          Record body = (Record) in.field("body", codec);
          try {
            return new Envelope(body, watermark, sender, remaining);
          } catch (FailureException e) {
            throw in.failure(e.failure().reason());
          }
        });
  }

  /** Derived once per class loader, at the first registration. */
  private static final class Holder {
    static final SequencedMap<Class<?>, BodyCodec<Object>> BODIES = bodies();

    private static SequencedMap<Class<?>, BodyCodec<Object>> bodies() {
      SequencedMap<Class<?>, BodyCodec<Object>> bodies = new LinkedHashMap<>();
      wireCodecs().forEach((t, codec) -> bodies.put(t, new BodyCodec<>(WireName.codec(t), codec)));
      return bodies;
    }
  }

  /** Codecs that are known until this is closed; closing twice is harmless. */
  public static final class Registration implements AutoCloseable {
    private Runnable undo;

    private Registration(Runnable undo) {
      this.undo = undo;
    }

    @Override
    public synchronized void close() {
      undo.run();
      undo = () -> {};
    }
  }
}
