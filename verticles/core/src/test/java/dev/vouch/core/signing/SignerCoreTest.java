package dev.vouch.core.signing;

import static dev.vouch.core.signing.SigningFixture.KEY;
import static dev.vouch.core.signing.SigningFixture.context;
import static dev.vouch.core.signing.SigningFixture.hash;
import static dev.vouch.core.signing.SigningFixture.seconded;
import static dev.vouch.core.signing.SigningFixture.signature;
import static dev.vouch.core.signing.SigningFixture.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Metric;
import dev.vouch.core.signing.SigningJournal.Loaded;
import dev.vouch.core.testing.Asked;
import dev.vouch.core.testing.CoreHarness;
import dev.vouch.core.testing.Reply;
import dev.vouch.messages.Failure;
import dev.vouch.messages.JournalMessage;
import dev.vouch.messages.JournalMessage.Append;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.ValidatorIndex;
import org.junit.jupiter.api.Test;

/** Signing, and crashes between the steps. */
class SignerCoreTest {
  private final SigningFixture.CountingKeys keys = new SigningFixture.CountingKeys();
  private Bytes disk = Bytes.EMPTY;
  private CoreHarness signer = restarted();

  private CoreHarness restarted() {
    Loaded loaded = SigningJournal.decode(disk);
    assertThat(loaded).isInstanceOf(Loaded.Usable.class);
    Loaded.Usable usable = (Loaded.Usable) loaded;
    disk = disk.slice(0, (int) usable.validBytes());
    return new CoreHarness(new SignerCore(keys, usable));
  }

  private static SignerMessage.SignStatement request(CompactStatement statement) {
    return new SignerMessage.SignStatement(
        KEY, new ValidatorIndex(3), new ParaId(2000), hash(1), statement, context(7, 1), 1);
  }

  private Reply<SignerMessage.Signed> ask(CompactStatement statement) {
    return signer.ask(request(statement));
  }

  private Asked<Append> written() {
    Asked<Append> asked = signer.asked(Append.class);
    disk = Bytes.concat(disk, asked.request().data());
    return asked;
  }

  private Reply<SignerMessage.Signed> sign(CompactStatement statement) {
    Reply<SignerMessage.Signed> reply = ask(statement);
    written().answer(new JournalMessage.Synced());
    return reply;
  }

  @Test
  void aSignatureIsHandedOutOnlyAfterTheRecordIsSynced() {
    Reply<SignerMessage.Signed> reply = ask(seconded(5));
    Asked<Append> append = written();
    assertThat(reply.isPending()).isTrue();
    append.answer(new JournalMessage.Synced());
    assertThat(reply.answer().statement().signature()).isEqualTo(signature(1));
    assertThat(reply.answer().statement().validator()).isEqualTo(new ValidatorIndex(3));
  }

  @Test
  void theSameStatementGetsTheSameSignatureAlsoAfterARestart() {
    sign(seconded(5));
    assertThat(ask(seconded(5)).answer().statement().signature()).isEqualTo(signature(1));
    signer.expectSilence();
    signer = restarted();
    assertThat(ask(seconded(5)).answer().statement().signature()).isEqualTo(signature(1));
    assertThat(keys.signed()).isEqualTo(1);
  }

  @Test
  void theOppositeIsRefusedAlsoAfterARestart() {
    sign(seconded(5));
    assertThat(ask(valid(5)).failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
    signer = restarted();
    assertThat(ask(valid(5)).failure().reason()).contains("signed Seconded");
    assertThat(ask(seconded(6)).failure().reason()).contains("limit");
    assertThat(signer.count(Metric.SIGNATURES_REFUSED)).isEqualTo(2);
    assertThat(keys.signed()).isEqualTo(1);
  }

  @Test
  void aCrashBeforeTheWriteForgetsTheStatementWhichNobodySaw() {
    Reply<SignerMessage.Signed> lost = ask(seconded(5));
    signer.asked(Append.class);
    signer = restarted();
    assertThat(lost.isPending()).isTrue();
    assertThat(sign(valid(5)).answer().statement().signature()).isEqualTo(signature(2));
  }

  @Test
  void aCrashAfterTheWriteKeepsTheStatement() {
    ask(seconded(5));
    written();
    signer = restarted();
    assertThat(ask(seconded(5)).answer().statement().signature()).isEqualTo(signature(1));
    assertThat(ask(valid(5)).failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
  }

  @Test
  void aCrashWithinTheWriteLosesItAndTheFileGoesOn() {
    sign(seconded(4));
    ask(valid(5));
    written();
    disk = disk.slice(0, disk.length() - 40);
    signer = restarted();
    sign(valid(6));
    signer = restarted();
    assertThat(ask(valid(6)).answer().statement().signature()).isEqualTo(signature(3));
    assertThat(((Loaded.Usable) SigningJournal.decode(disk)).entries()).isEqualTo(2);
  }

  @Test
  void twoRequestsAtOnceAreDecidedOneAfterTheOther() {
    Reply<SignerMessage.Signed> first = ask(seconded(5));
    Reply<SignerMessage.Signed> second = ask(valid(5));
    assertThat(second.isPending()).isTrue();
    written().answer(new JournalMessage.Synced());
    assertThat(first.isPending()).isFalse();
    assertThat(second.failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
  }

  @Test
  void afterAFailedWriteNothingIsSignedAnyMore() {
    Reply<SignerMessage.Signed> first = ask(seconded(5));
    signer.asked(Append.class).fail(Failure.Kind.EXECUTION);
    assertThat(first.failure().kind()).isEqualTo(Failure.Kind.EXECUTION);
    assertThat(ask(seconded(5)).failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    signer.expectSilence();
  }

  @Test
  void aKeyThatIsNotHereIsRefused() {
    PublicKey other = PublicKey.of(hash(0xb0b).toArray());
    Reply<SignerMessage.Signed> reply =
        signer.ask(
            new SignerMessage.SignStatement(
                other,
                new ValidatorIndex(3),
                new ParaId(2000),
                hash(1),
                valid(5),
                context(7, 1),
                1));
    assertThat(reply.failure().reason()).contains("not held");
    assertThat(signer.ask(new SignerMessage.GetValidatorKeys()).answer().keys())
        .containsExactly(KEY);
  }

  @Test
  void aFileThatIsMostlyOutdatedIsReplaced() {
    for (int i = 0; i < SignerCore.COMPACT_AFTER_ENTRIES; i++) {
      long session = i / 100;
      signer.ask(
          new SignerMessage.SignStatement(
              KEY,
              new ValidatorIndex(3),
              new ParaId(2000),
              hash(1),
              valid(i),
              context(session, 1),
              1));
      signer.asked(Append.class).answer(new JournalMessage.Synced());
    }
    Asked<JournalMessage.Replace> replace = signer.asked(JournalMessage.Replace.class);
    assertThat(replace.request().contents().length()).isLessThan(600 * SigningJournal.ENTRY_LENGTH);
    disk = replace.request().contents();
    replace.answer(new JournalMessage.Synced());
    Reply<SignerMessage.Signed> later =
        signer.ask(
            new SignerMessage.SignStatement(
                KEY,
                new ValidatorIndex(3),
                new ParaId(2000),
                hash(1),
                valid(1_000_000),
                context(81, 1),
                1));
    written().answer(new JournalMessage.Synced());
    assertThat(later.isPending()).isFalse();
    signer = restarted();
    signer.expectSilence();
  }
}
