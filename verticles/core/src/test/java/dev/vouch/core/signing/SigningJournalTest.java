package dev.vouch.core.signing;

import static dev.vouch.core.signing.SigningFixture.context;
import static dev.vouch.core.signing.SigningFixture.entry;
import static dev.vouch.core.signing.SigningFixture.seconded;
import static dev.vouch.core.signing.SigningFixture.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.signing.SigningJournal.Loaded;
import dev.vouch.primitives.Bytes;
import org.junit.jupiter.api.Test;

/** Files as a crash or a bad disk may leave them. */
class SigningJournalTest {
  private static final SigningRecord RECORD =
      SigningRecord.empty()
          .with(entry(seconded(5), context(7, 1), 1))
          .with(entry(valid(6), context(7, 1), 2))
          .with(entry(valid(7), context(8, 2), 3));
  private static final Bytes FILE = SigningJournal.encode(RECORD);
  private static final int LAST = FILE.length() - SigningJournal.ENTRY_LENGTH;

  private static Loaded.Usable usable(Bytes file) {
    assertThat(SigningJournal.decode(file)).isInstanceOf(Loaded.Usable.class);
    return (Loaded.Usable) SigningJournal.decode(file);
  }

  private static Bytes zeros(int count) {
    return Bytes.wrap(new byte[count]);
  }

  private static Bytes flipped(int at) {
    byte[] bytes = FILE.toArray();
    bytes[at] ^= 1;
    return Bytes.wrap(bytes);
  }

  @Test
  void aFileIsReadBackAsItWasWritten() {
    Loaded.Usable loaded = usable(FILE);
    assertThat(loaded.record().entries()).isEqualTo(RECORD.entries());
    assertThat(loaded.entries()).isEqualTo(3);
    assertThat(loaded.validBytes()).isEqualTo(FILE.length());
    assertThat(loaded.tornBytes()).isZero();
    assertThat(SigningJournal.encode(loaded.record())).isEqualTo(FILE);
    assertThat(FILE.length()).isEqualTo(8 + 3 * SigningJournal.ENTRY_LENGTH);
  }

  @Test
  void entriesThatAreAppendedGiveTheSameFile() {
    Bytes appended = SigningJournal.header();
    for (SigningEntry entry : RECORD.entries()) {
      long number = (appended.length() - 8L) / SigningJournal.ENTRY_LENGTH;
      appended = Bytes.concat(appended, SigningJournal.encode(number, entry));
    }
    assertThat(appended).isEqualTo(FILE);
  }

  @Test
  void aFileCutAnywhereLosesOnlyTheEntryThatWasBeingWritten() {
    for (int length = 0; length < FILE.length(); length++) {
      Loaded.Usable loaded = usable(FILE.slice(0, length));
      int whole = Math.max(0, length - 8) / SigningJournal.ENTRY_LENGTH;
      int header = length < 8 ? 0 : 8;
      long valid = header + (long) whole * SigningJournal.ENTRY_LENGTH;
      assertThat(loaded.record().size()).as("cut at %s", length).isEqualTo(whole);
      assertThat(loaded.validBytes()).as("cut at %s", length).isEqualTo(valid);
      assertThat(loaded.tornBytes()).as("cut at %s", length).isEqualTo(length - valid);
    }
  }

  @Test
  void aLastEntryThatEndsInZeroesWasNotFinished() {
    for (int written : new int[] {0, 8, 100, SigningJournal.ENTRY_LENGTH - 16}) {
      Bytes file =
          Bytes.concat(FILE.slice(0, LAST + written), zeros(SigningJournal.ENTRY_LENGTH - written));
      assertThat(usable(file).validBytes()).as("after %s bytes", written).isEqualTo(LAST);
    }
    assertThat(usable(Bytes.concat(FILE, zeros(1000))).validBytes()).isEqualTo(FILE.length());
    assertThat(usable(zeros(1000)).validBytes()).isZero();
  }

  @Test
  void anyFlippedBitIsDamage() {
    for (int at = 0; at < FILE.length(); at++) {
      assertThat(SigningJournal.decode(flipped(at)))
          .as("flipped at %s", at)
          .isInstanceOf(Loaded.Damaged.class);
    }
  }

  @Test
  void anEntryOutOfItsPlaceIsDamage() {
    Bytes first = FILE.slice(8, 8 + SigningJournal.ENTRY_LENGTH);
    assertThat(SigningJournal.decode(Bytes.concat(FILE, first)))
        .isInstanceOfSatisfying(
            Loaded.Damaged.class,
            damaged -> assertThat(damaged.reason()).contains("entry 3").contains("number"));
  }

  @Test
  void entriesThatContradictEachOtherAreDamage() {
    Bytes file = Bytes.concat(FILE, SigningJournal.encode(3, entry(valid(5), context(7, 1), 4)));
    assertThat(SigningJournal.decode(file))
        .isInstanceOfSatisfying(
            Loaded.Damaged.class, damaged -> assertThat(damaged.reason()).contains("contradicts"));
  }

  @Test
  void anotherFileIsNotTakenForARecord() {
    assertThat(SigningJournal.decode(Bytes.fromHex("7f454c4602010100aabbcc")))
        .isInstanceOf(Loaded.Damaged.class);
    assertThat(SigningJournal.decode(Bytes.fromHex("7f45"))).isInstanceOf(Loaded.Damaged.class);
  }
}
