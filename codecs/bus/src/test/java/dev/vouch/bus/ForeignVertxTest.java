package dev.vouch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.scale.Codec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering with a Vertx that somebody else built and uses. */
class ForeignVertxTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** A type of the host, with a codec of the host. */
  private record Theirs(String text) {}

  private static final class AnyCodec<T> implements MessageCodec<T, T> {
    private final String name;

    AnyCodec(String name) {
      this.name = name;
    }

    @Override
    public void encodeToWire(Buffer buffer, T value) {
      throw new UnsupportedOperationException("local only");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException("local only");
    }

    @Override
    public T transform(T value) {
      return value;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }

  @Test
  void theHostsOwnCodecsStayAndWork() throws Exception {
    vertx.eventBus().registerDefaultCodec(Theirs.class, new AnyCodec<>("theirs"));
    BusCodecs.register(vertx).close();
    CompletableFuture<Theirs> seen = new CompletableFuture<>();
    vertx.eventBus().<Theirs>localConsumer("theirs").handler(m -> seen.complete(m.body()));
    vertx.eventBus().send("theirs", new Theirs("still"), new DeliveryOptions().setLocalOnly(true));
    assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(new Theirs("still"));
  }

  @Test
  void afterTheLastRegistrationEveryNameAndEveryTypeIsFree() {
    everyNameAndEveryTypeIsFree();
  }

  private void everyNameAndEveryTypeIsFree() {
    BusCodecs.register(vertx).close();
    EventBus bus = vertx.eventBus();
    for (Class<?> type : BusCodecs.wireCodecs().keySet()) {
      registerTheirs(bus, type, WireName.codec(type));
    }
    assertThat(vertx.sharedData().getLocalMap("vouch.codecs")).isEmpty();
  }

  @Test
  void aNameThatTheHostTookIsToldAndNothingIsLeftHalfRegistered() {
    List<Class<?>> types = List.copyOf(BusCodecs.wireCodecs().sequencedKeySet());
    Class<?> last = types.getLast();
    vertx.eventBus().registerCodec(new AnyCodec<>(WireName.codec(last)));
    assertThatThrownBy(() -> BusCodecs.register(vertx))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(WireName.codec(last));
    for (Class<?> type : types.subList(0, types.size() - 1)) {
      registerTheirs(vertx.eventBus(), type, WireName.codec(type));
    }
  }

  @Test
  void manyThreadsMayRegisterAndLeaveAtOnce() throws Exception {
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        pool.execute(
            () -> {
              try {
                start.await();
                for (int round = 0; round < 20; round++) {
                  BusCodecs.register(vertx).close();
                }
              } catch (InterruptedException | RuntimeException e) {
                failures.add(e);
              }
            });
      }
      start.countDown();
    }
    assertThat(failures).isEmpty();
    everyNameAndEveryTypeIsFree();
  }

  @Test
  void twoVertxOfOneProcessDoNotKnowOfEachOther() throws Exception {
    Vertx other = Vertx.vertx();
    try {
      BusCodecs.Registration here = BusCodecs.register(vertx);
      BusCodecs.Registration there = BusCodecs.register(other);
      here.close();
      other
          .eventBus()
          .send("nobody", new CandidateBackingMessage.BackableCandidates(new TreeMap<>()));
      assertThatThrownBy(
              () ->
                  vertx
                      .eventBus()
                      .send(
                          "nobody",
                          new CandidateBackingMessage.BackableCandidates(new TreeMap<>())))
          .isInstanceOf(IllegalArgumentException.class);
      there.close();
    } finally {
      other.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aLocalDeliveryOfAnyMessageIsTheSameInstance() {
    SequencedMap<Class<?>, Codec<Object>> codecs = BusCodecs.wireCodecs();
    for (Class<?> type : WireTypes.all()) {
      Object value = new Samples(1).of(type).orElseThrow(() -> new AssertionError(type));
      BodyCodec<Object> codec =
          new BodyCodec<>(WireName.codec(type), Objects.requireNonNull(codecs.get(type)));
      assertThat(codec.transform(value)).isSameAs(value);
    }
  }

  private static <T> void registerTheirs(EventBus bus, Class<T> type, String name) {
    bus.registerDefaultCodec(type, new AnyCodec<T>(name));
  }
}
