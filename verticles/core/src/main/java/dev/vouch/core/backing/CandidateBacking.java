package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.core.view.ImplicitView;
import dev.vouch.messages.Answer;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Candidate backing (backing spec 2). Takes {@link CandidateBackingMessage}s; asks the runtime, the
 * chain, prospective parachains, validation, the stores and the signer; tells statement
 * distribution, prospective parachains, the collator side and the provisioner.
 *
 * <p>Never signs both {@code Seconded} and {@code Valid} of one candidate (CB-3). Whatever goes
 * wrong locally makes it abstain, with an explanation; it never makes a candidate invalid.
 */
public final class CandidateBacking extends SerialSubsystem {
  private final Ports ports = new OwnPorts();
  private final V3Flag v3;
  private final BackingJobs jobs;
  private final Seconding seconding;
  private final Attesting attesting;
  private final BackableQueries queries;

  public CandidateBacking(BackingConfig config) {
    ImplicitView view = new ImplicitView(ports);
    SessionFacts sessions = new SessionFacts(ports);
    v3 = new V3Flag(ports, sessions);
    jobs = new BackingJobs(ports, view, new ContextBuilder(ports, sessions), config.staleLeaves());
    Validations validations = new Validations(ports, config, jobs);
    SecondingCheck check = new SecondingCheck(ports, view);
    OwnStatements own = new OwnStatements(ports, view, config);
    StatementImport imports = new StatementImport(ports);
    AfterImport afterImport = new AfterImport(ports, config);
    seconding =
        new Seconding(ports, jobs, validations, check, own, imports, afterImport, v3::isSeen);
    attesting = new Attesting(ports, jobs, validations, own, imports, afterImport, v3::isSeen);
    queries = new BackableQueries(jobs, check, afterImport);
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.CANDIDATE_BACKING;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return switch (signal) {
      case OverseerSignal.ActiveLeaves update -> jobs.update(update);
      case OverseerSignal.BlockFinalized finalized -> v3.onFinalized(finalized.hash());
      case OverseerSignal.Conclude conclude -> {
        jobs.ceaseAll();
        yield Pending.done();
      }
    };
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof CandidateBackingMessage ours)) {
      return Pending.done();
    }
    return switch (ours) {
      case CandidateBackingMessage.Second second -> {
        seconding.second(second);
        yield Pending.done();
      }
      case CandidateBackingMessage.Statement statement -> attesting.statement(statement);
      case CandidateBackingMessage.CanSecond request ->
          queries
              .canSecond(request)
              .map(
                  yes -> {
                    reply(replyTo, new CandidateBackingMessage.CanSecondAnswer(yes));
                    return Done.DONE;
                  });
      case CandidateBackingMessage.GetBackableCandidates request -> {
        reply(replyTo, queries.backable(request));
        yield Pending.done();
      }
      case CandidateBackingMessage.GetBackedCandidates request -> {
        reply(replyTo, queries.backed(request));
        yield Pending.done();
      }
    };
  }

  /** The scheduling parents that are worked on, and what is known there. */
  @Override
  public String digest() {
    return jobs.all().stream()
        .map(BackingJob::digest)
        .collect(Collectors.joining("; ", name().label() + ": ", ""));
  }

  private final class OwnPorts implements Ports {
    @Override
    public <A extends Answer> Pending<Outcome<A>> ask(Request<A> request) {
      return CandidateBacking.this.ask(request);
    }

    @Override
    public void send(Message message) {
      CandidateBacking.this.send(message);
    }

    @Override
    public void count(Metric metric, long amount) {
      effects().count(metric, amount);
    }

    @Override
    public void time(Metric metric, long millis) {
      effects().time(metric, millis);
    }

    @Override
    public long nowMillis() {
      return CandidateBacking.this.nowMillis();
    }

    @Override
    public void post(Supplier<Pending<Done>> handler) {
      CandidateBacking.this.post(handler);
    }

    @Override
    public long startTimer(long delayMillis, Runnable action) {
      return CandidateBacking.this.startTimer(delayMillis, action);
    }

    @Override
    public void cancelTimer(long timer) {
      CandidateBacking.this.cancelTimer(timer);
    }

    @Override
    public void explain(
        Explanation.Step step,
        CandidateDescriptor descriptor,
        CandidateHash candidate,
        String detail) {
      effects()
          .explain(
              new Explanation(
                  name(),
                  Optional.of(descriptor.schedulingParent()),
                  Optional.of(descriptor.paraId()),
                  Optional.of(candidate),
                  step,
                  detail));
    }

    @Override
    public void explain(Explanation.Step step, Hash schedulingParent, String detail) {
      effects()
          .explain(
              new Explanation(
                  name(),
                  Optional.of(schedulingParent),
                  Optional.empty(),
                  Optional.empty(),
                  step,
                  detail));
    }
  }
}
