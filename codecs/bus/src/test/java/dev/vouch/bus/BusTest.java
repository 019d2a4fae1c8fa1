package dev.vouch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.CanSecondAnswer;
import dev.vouch.messages.ChainApiMessage.FinalizedNumber;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private static final CanSecond QUESTION =
      new CanSecond(new ParaId(2000), Hash.ZERO, new CandidateHash(Hash.ZERO), Hash.ZERO);

  private final Vertx vertx = Vertx.vertx();
  private final Routes routes = Routes.local("alice");
  private final BusClient client = new BusClient(vertx, routes);
  private final Queue<String> malformed = new ConcurrentLinkedQueue<>();
  private BusCodecs.Registration registration = BusCodecs.register(vertx);

  private final BusMeter meter =
      new BusMeter() {
        @Override
        public void malformed(String address) {
          malformed.add(address);
        }

        @Override
        public void faulted(String address) {
          malformed.add("fault " + address);
        }
      };

  @BeforeEach
  void setUp() {
    assertThat(registration).isNotNull();
  }

  @AfterEach
  void close() {
    registration.close();
    await(vertx.close());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(java.util.function.Consumer<Delivery> handler) {
    String address = routes.to(SubsystemName.CANDIDATE_BACKING);
    await(Inbox.open(vertx, address, Scope.LOCAL, meter, handler));
  }

  @Test
  void aLocalDeliveryHandsOverTheSameInstance() {
    Queue<Record> seen = new ConcurrentLinkedQueue<>();
    serve(
        delivery -> {
          seen.add(delivery.body());
          delivery.reply(Outcome.answered(new CanSecondAnswer(true)));
        });

    assertThat(await(client.request(QUESTION)).yes()).isTrue();
    assertThat(seen.peek()).isSameAs(QUESTION);
  }

  @Test
  void aForeignVerticleMayAskWithThePlainRecord() {
    serve(
        delivery -> {
          assertThat(delivery.watermark()).isZero();
          delivery.reply(Outcome.answered(new CanSecondAnswer(true)));
        });

    CanSecondAnswer answer =
        await(
            vertx
                .eventBus()
                .<CanSecondAnswer>request("vouch.1.n.alice.backing", QUESTION)
                .map(m -> m.body()));
    assertThat(answer.yes()).isTrue();
  }

  @Test
  void theWatermarkAndTheTimeLeftTravelWithTheMessage() {
    Queue<Delivery> seen = new ConcurrentLinkedQueue<>();
    serve(
        delivery -> {
          seen.add(delivery);
          delivery.reply(Outcome.answered(new CanSecondAnswer(false)));
        });

    await(client.ask(QUESTION, 42));
    assertThat(seen.element().watermark()).isEqualTo(42);
    assertThat(seen.element().sender()).isEqualTo("alice");
    assertThat(seen.element().remainingMillis()).isEqualTo(5_000);
  }

  @Test
  void everyFailureKindArrivesAsItWasGiven() {
    Queue<Failure.Kind> kinds = new ConcurrentLinkedQueue<>(List.of(Failure.Kind.values()));
    serve(delivery -> delivery.fail(new Failure(kinds.remove(), "because")));

    for (Failure.Kind kind : Failure.Kind.values()) {
      assertThat(await(client.ask(QUESTION, 0))).isEqualTo(Outcome.failed(kind, "because"));
    }
  }

  @Test
  void nobodyThereIsToldAtOnce() {
    Outcome<CanSecondAnswer> outcome = await(client.ask(QUESTION, 0));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.NO_HANDLER));
  }

  @Test
  void aHandlerThatThrowsIsAnsweredAndCounted() {
    serve(
        delivery -> {
          throw new IllegalStateException("boom");
        });

    assertThatThrownBy(() -> await(client.request(QUESTION)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.EXECUTION));
    assertThat(malformed).containsExactly("fault vouch.1.n.alice.backing");
  }

  @Test
  void aBodyThatIsNoRecordIsABadRequestAndCounted() {
    serve(delivery -> {});

    assertThatThrownBy(() -> await(vertx.eventBus().request("vouch.1.n.alice.backing", "hello")))
        .isInstanceOfSatisfying(
            ReplyException.class,
            e -> assertThat(e.failureCode()).isEqualTo(Failure.Kind.BAD_REQUEST.code()));
    assertThat(malformed).containsExactly("vouch.1.n.alice.backing");
  }

  @Test
  void anAnswerOfAnotherTypeIsAFailureOfTheAnsweringSide() {
    serve(delivery -> delivery.reply(Outcome.answered(new FinalizedNumber(1))));

    assertThat(await(client.ask(QUESTION, 0)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().reason()).contains("CanSecondAnswer"));
  }

  @Test
  void anotherAddressMayStandInForASubsystem() {
    Routes elsewhere =
        new Routes(
            new Addresses("alice"),
            Scope.LOCAL,
            Map.of(SubsystemName.CANDIDATE_BACKING, "my.backing"));
    await(
        Inbox.open(
            vertx,
            "my.backing",
            Scope.LOCAL,
            meter,
            d -> d.reply(Outcome.answered(new CanSecondAnswer(true)))));

    assertThat(await(new BusClient(vertx, elsewhere).request(QUESTION)).yes()).isTrue();
  }

  @Test
  void signalsOfOneSenderKeepTheirOrder() {
    Queue<Record> seen = new ConcurrentLinkedQueue<>();
    io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
    serve(
        delivery -> {
          seen.add(delivery.body());
          if (delivery.body() instanceof OverseerSignal.Conclude) {
            done.complete();
          }
        });

    vertx
        .getOrCreateContext()
        .runOnContext(
            start -> {
              for (int i = 0; i < 100; i++) {
                client.signal(
                    SubsystemName.CANDIDATE_BACKING,
                    new OverseerSignal.BlockFinalized(Hash.ZERO, i));
              }
              client.signal(SubsystemName.CANDIDATE_BACKING, new OverseerSignal.Conclude());
            });
    await(done.future());
    List<Record> finalized = seen.stream().limit(100).toList();
    for (int i = 0; i < 100; i++) {
      assertThat(finalized.get(i)).isEqualTo(new OverseerSignal.BlockFinalized(Hash.ZERO, i));
    }
  }

  @Test
  void registeringTwiceIsSafeAndTheLastToLeaveLeavesNothing() {
    BusCodecs.Registration second = BusCodecs.register(vertx);
    registration.close();
    registration.close();
    client.send(QUESTION, 0);

    second.close();
    assertThatThrownBy(() -> client.send(QUESTION, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No message codec");
    assertThat(vertx.sharedData().getLocalMap("vouch.codecs")).isEmpty();
    registration = BusCodecs.register(vertx);
    client.send(QUESTION, 0);
  }

  @Test
  void aNodeNameThatCouldForgeAnAddressIsRefused() {
    assertThatThrownBy(() -> new Addresses("bob.backing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bob.backing");
    assertThatThrownBy(() -> new Addresses("")).isInstanceOf(IllegalArgumentException.class);
  }
}
