package dev.vouch.core.signing;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.core.signing.SigningRecord.Decision;
import dev.vouch.messages.Failure;
import dev.vouch.messages.JournalMessage;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.messages.SignerMessage;
import dev.vouch.messages.SignerMessage.SignStatement;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Signature;
import java.util.Optional;
import java.util.function.Function;

/**
 * The signer: decides by the record, signs, has the entry written and synced by the journal, and
 * only then answers. One statement at a time. After a write that failed it refuses everything: what
 * is on disk is unknown then, and only a restart reads it again.
 */
public final class SignerCore extends SerialSubsystem {
  /** Entries after which a file is worth rewriting: about two megabytes. */
  static final long COMPACT_AFTER_ENTRIES = 8_192;

  private final StatementKeys keys;
  private SigningRecord record;
  private long entriesInFile;
  private boolean headerWritten;
  private Optional<String> broken = Optional.empty();

  /**
   * @param loaded what the journal's file holds; the host has cut it to its valid bytes
   */
  public SignerCore(StatementKeys keys, SigningJournal.Loaded.Usable loaded) {
    this.keys = keys;
    this.record = loaded.record();
    this.entriesInFile = loaded.entries();
    this.headerWritten = loaded.validBytes() > 0;
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.SIGNER;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return Pending.done();
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof SignerMessage ours)) {
      return Pending.done();
    }
    return switch (ours) {
      case SignerMessage.GetValidatorKeys request -> {
        reply(replyTo, new SignerMessage.ValidatorKeys(keys.keys()));
        yield Pending.done();
      }
      case SignStatement request -> sign(request, replyTo);
    };
  }

  private Pending<Done> sign(SignStatement request, Optional<ReplyTo> replyTo) {
    if (broken.isPresent()) {
      fail(replyTo, Failure.Kind.UNAVAILABLE, broken.get());
      return Pending.done();
    }
    Decision decision =
        record.decide(
            request.key(), request.context(), request.statement(), request.secondingLimit());
    return switch (decision) {
      case Decision.SignedBefore(SigningEntry entry) -> {
        reply(replyTo, new SignerMessage.Signed(entry.signed()));
        yield Pending.done();
      }
      case Decision.Refused(String reason) -> refuse(request, reason, replyTo);
      case Decision.Free free ->
          keys.sign(request.key(), request.statement().signingPayload(request.context()))
              .map(signature -> write(entry(request, signature), replyTo))
              .orElseGet(() -> refuse(request, "the key is not held here", replyTo));
    };
  }

  private Pending<Done> refuse(SignStatement request, String reason, Optional<ReplyTo> replyTo) {
    effects().count(Metric.SIGNATURES_REFUSED, 1);
    effects()
        .explain(
            new Explanation(
                name(),
                Optional.of(request.context().parentHash()),
                Optional.of(request.para()),
                Optional.of(request.statement().candidateHash()),
                Explanation.Step.REFUSED,
                reason));
    fail(replyTo, Failure.Kind.BAD_REQUEST, reason);
    return Pending.done();
  }

  private static SigningEntry entry(SignStatement request, Signature signature) {
    return new SigningEntry(
        request.key(),
        request.context(),
        request.statement(),
        request.validator(),
        request.para(),
        request.relayParent(),
        signature);
  }

  private Pending<Done> write(SigningEntry entry, Optional<ReplyTo> replyTo) {
    Bytes encoded = SigningJournal.encode(entriesInFile, entry);
    Bytes data = headerWritten ? encoded : Bytes.concat(SigningJournal.header(), encoded);
    return store(
        new JournalMessage.Append(data),
        replyTo,
        synced -> {
          headerWritten = true;
          entriesInFile++;
          record = record.with(entry);
          reply(replyTo, new SignerMessage.Signed(entry.signed()));
          return compact();
        });
  }

  private Pending<Done> compact() {
    if (entriesInFile < COMPACT_AFTER_ENTRIES || entriesInFile < 2L * record.size()) {
      return Pending.done();
    }
    return store(
        new JournalMessage.Replace(SigningJournal.encode(record)),
        Optional.empty(),
        synced -> {
          entriesInFile = record.size();
          return Pending.done();
        });
  }

  private Pending<Done> store(
      Request<JournalMessage.Synced> request,
      Optional<ReplyTo> replyTo,
      Function<JournalMessage.Synced, Pending<Done>> next) {
    return ask(request)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<JournalMessage.Synced>(JournalMessage.Synced synced) ->
                      next.apply(synced);
                  case Outcome.Failed<JournalMessage.Synced>(Failure failure) -> {
                    String reason =
                        "the signing record could not be written, nothing is signed any more;"
                            + " make room or mend the disk and restart: "
                            + failure.reason();
                    broken = Optional.of(reason);
                    fail(replyTo, Failure.Kind.EXECUTION, reason);
                    yield Pending.done();
                  }
                });
  }

  @Override
  public String digest() {
    return name().label() + ": " + Hash.blake2b256(SigningJournal.encode(record));
  }
}
