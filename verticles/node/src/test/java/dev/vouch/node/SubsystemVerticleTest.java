package dev.vouch.node;

import static dev.vouch.node.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.CanSecondAnswer;
import dev.vouch.messages.ChainApiMessage.FinalizedNumber;
import dev.vouch.messages.ChainApiMessage.GetFinalizedBlockNumber;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubsystemVerticleTest {
  private static final CanSecond QUESTION =
      new CanSecond(new ParaId(2000), Hash.ZERO, new CandidateHash(Hash.ZERO), Hash.ZERO);

  private final Vertx vertx = Vertx.vertx();
  private final Routes routes = Routes.local("alice");
  private final NodeMeters meters = new NodeMeters(new SimpleMeterRegistry());
  private final NodeContext node = NodeContext.of(vertx, routes, meters);
  private final BusClient client = node.client();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  SubsystemVerticleTest() {
    BusCodecs.register(vertx);
    BusCodecs.register(vertx, "node", List.of(Explanation.class, NodeFault.class));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Answers questions after asking the chain API; notes what it sees. */
  private final class Asking extends SerialSubsystem {
    @Override
    public SubsystemName name() {
      return SubsystemName.CANDIDATE_BACKING;
    }

    @Override
    protected Pending<Pending.Done> onSignal(OverseerSignal signal) {
      seen.add(signal.toString());
      return Pending.of(Pending.Done.DONE);
    }

    @Override
    protected Pending<Pending.Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
      seen.add(message.getClass().getSimpleName());
      return ask(new GetFinalizedBlockNumber())
          .map(
              outcome -> {
                switch (outcome) {
                  case Outcome.Answered<FinalizedNumber>(FinalizedNumber number) ->
                      reply(replyTo, new CanSecondAnswer(number.number() == 7));
                  case Outcome.Failed<FinalizedNumber>(Failure failure) ->
                      fail(replyTo, failure.kind(), failure.reason());
                }
                return Pending.Done.DONE;
              });
    }
  }

  /** Any machine, as a function. */
  private record Scripted(Script script) implements Subsystem {
    interface Script {
      void on(Event event, Effects out);
    }

    @Override
    public SubsystemName name() {
      return SubsystemName.CANDIDATE_BACKING;
    }

    @Override
    public void on(long nowMillis, Event event, Effects out) {
      script.on(event, out);
    }
  }

  private void deploy(Subsystem subsystem) {
    await(vertx.deployVerticle(new SubsystemVerticle(subsystem, node)));
  }

  private void chainApi(Consumer<Delivery> handler) {
    String address = routes.to(SubsystemName.CHAIN_API);
    await(Inbox.open(vertx, address, Scope.LOCAL, meters, handler));
  }

  private static Failure failureOf(Outcome<?> outcome) {
    return ((Outcome.Failed<?>) outcome).failure();
  }

  @Test
  void aCoreAsksAndAnswersOverTheBus() {
    chainApi(delivery -> delivery.reply(Outcome.answered(new FinalizedNumber(7))));
    deploy(new Asking());

    assertThat(await(client.request(QUESTION)).yes()).isTrue();
  }

  @Test
  void aFailureOfANeighbourReachesTheCoreWithItsKind() {
    chainApi(delivery -> delivery.fail(new Failure(Failure.Kind.NOT_SUPPORTED, "too old")));
    deploy(new Asking());

    assertThat(await(client.ask(QUESTION, 0)))
        .isEqualTo(Outcome.failed(Failure.Kind.NOT_SUPPORTED, "too old"));
  }

  @Test
  void aNeighbourThatDoesNotExistIsAFailureNotASilence() {
    deploy(new Asking());

    assertThat(failureOf(await(client.ask(QUESTION, 0))).kind()).isEqualTo(Failure.Kind.NO_HANDLER);
  }

  @Test
  void aMessageWaitsForTheSignalThatItsSenderHadSeen() {
    chainApi(delivery -> delivery.reply(Outcome.answered(new FinalizedNumber(7))));
    deploy(new Asking());

    Future<Outcome<CanSecondAnswer>> early = client.ask(QUESTION, 1);
    // A message of a stranger to another inbox and back shows that the first one has arrived.
    await(client.request(new GetFinalizedBlockNumber()));
    assertThat(early.isComplete()).isFalse();

    client.signal(SubsystemName.CANDIDATE_BACKING, new OverseerSignal.BlockFinalized(Hash.ZERO, 1));
    assertThat(await(early)).isEqualTo(Outcome.answered(new CanSecondAnswer(true)));
    assertThat(seen.peek()).contains("BlockFinalized");
  }

  @Test
  void signalsComeInTheOrderInWhichTheyWereSent() {
    Promise<Void> done = Promise.promise();
    deploy(
        new Scripted(
            (event, out) -> {
              if (event instanceof Event.Signalled(OverseerSignal.BlockFinalized f)) {
                seen.add(Long.toString(f.number()));
              } else {
                done.complete();
              }
            }));
    vertx.runOnContext(
        start -> {
          for (int i = 0; i < 50; i++) {
            client.signal(
                SubsystemName.CANDIDATE_BACKING, new OverseerSignal.BlockFinalized(Hash.ZERO, i));
          }
          client.signal(SubsystemName.CANDIDATE_BACKING, new OverseerSignal.Conclude());
        });
    await(done.future());

    assertThat(seen)
        .containsExactly(
            java.util.stream.IntStream.range(0, 50)
                .mapToObj(Integer::toString)
                .toArray(String[]::new));
  }

  @Test
  void aTimerFiresOnceAndACancelledOneNever() {
    Promise<Void> done = Promise.promise();
    deploy(
        new Scripted(
            (event, out) -> {
              switch (event) {
                case Event.Signalled signal -> {
                  out.startTimer(1, 1);
                  out.startTimer(2, 2);
                  out.startTimer(3, 5);
                  out.cancelTimer(1);
                }
                case Event.TimerFired(long timer) -> {
                  seen.add("timer " + timer);
                  if (timer == 3) {
                    done.complete();
                  }
                }
                default -> seen.add("unexpected " + event);
              }
            }));
    client.signal(SubsystemName.CANDIDATE_BACKING, new OverseerSignal.Conclude());
    await(done.future());

    assertThat(seen).containsExactly("timer 2", "timer 3");
  }

  @Test
  void aCoreThatThrowsDoesNothingOfThatEventAndStopsTheVerticle() {
    Promise<NodeFault> fault = Promise.promise();
    vertx.eventBus().<NodeFault>localConsumer(routes.own().faults(), m -> fault.complete(m.body()));
    deploy(
        new Scripted(
            (event, out) -> {
              if (event instanceof Event.Received received) {
                out.reply(
                    received.replyTo().orElseThrow(), Outcome.answered(new CanSecondAnswer(true)));
                throw new IllegalStateException("an invariant does not hold");
              }
            }));

    Outcome<CanSecondAnswer> outcome = await(client.ask(QUESTION, 0));
    assertThat(failureOf(outcome).kind()).isEqualTo(Failure.Kind.CANCELLED);
    assertThat(await(fault.future()).reason()).contains("an invariant does not hold");
    await(untilNothingIsDeployed());
    assertThat(failureOf(await(client.ask(QUESTION, 0))).kind()).isEqualTo(Failure.Kind.NO_HANDLER);
  }

  private Future<Void> untilNothingIsDeployed() {
    Promise<Void> gone = Promise.promise();
    vertx.setPeriodic(
        5,
        id -> {
          if (vertx.deploymentIDs().isEmpty()) {
            vertx.cancelTimer(id);
            gone.complete();
          }
        });
    return gone.future();
  }

  @Test
  void undeployingTellsThoseWhoWait() {
    Promise<Void> received = Promise.promise();
    Subsystem silent = new Scripted((event, out) -> received.complete());
    String id = await(vertx.deployVerticle(new SubsystemVerticle(silent, node)));
    Future<Outcome<CanSecondAnswer>> waiting = client.ask(QUESTION, 0);
    await(received.future());
    await(vertx.undeploy(id));

    assertThat(failureOf(await(waiting)).kind()).isEqualTo(Failure.Kind.CANCELLED);
  }

  @Test
  void aMessageOfAnotherSubsystemIsRefusedAndCounted() {
    deploy(new Scripted((event, out) -> seen.add("event")));

    Throwable refused =
        vertx
            .eventBus()
            .request(routes.to(SubsystemName.CANDIDATE_BACKING), new GetFinalizedBlockNumber())
            .transform(result -> Future.<Throwable>succeededFuture(result.cause()))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    assertThat(refused).hasMessageContaining("backing does not take GetFinalizedBlockNumber");
    assertThat(seen).isEmpty();
    assertThat(meters.registry().counter("vouch.bus.messages.malformed").count()).isOne();
  }

  @Test
  void countsTimesAndExplanationsReachPeople() {
    Promise<Explanation> told = Promise.promise();
    vertx
        .eventBus()
        .<Explanation>localConsumer(routes.own().explanations(), m -> told.complete(m.body()));
    Explanation explanation =
        new Explanation(
            SubsystemName.CANDIDATE_BACKING,
            Optional.of(Hash.ZERO),
            Optional.empty(),
            Optional.empty(),
            Explanation.Step.ABSTAINED,
            "no PVF slot");
    deploy(
        new Scripted(
            (event, out) -> {
              out.count(Metric.ABSTENTIONS, 3);
              out.time(Metric.VALIDATION_TIME, 20);
              out.explain(explanation);
            }));
    client.signal(SubsystemName.CANDIDATE_BACKING, new OverseerSignal.Conclude());

    assertThat(await(told.future())).isEqualTo(explanation);
    assertThat(node.explanations().recent()).containsExactly(explanation);
    assertThat(meters.counted(Metric.ABSTENTIONS)).isEqualTo(3);
    assertThat(meters.registry().get("vouch.validation.time").timer().count()).isOne();
  }
}
