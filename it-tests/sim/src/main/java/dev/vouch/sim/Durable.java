package dev.vouch.sim;

import dev.vouch.core.signing.SigningJournal;
import dev.vouch.core.signing.StatementKeys;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.JournalMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a validator has on disk: its key, its blobs and its signing journal. An append that was not
 * synced when the validator stops leaves a torn piece.
 */
final class Durable {
  private final Sr25519KeyPair key;
  private final Map<Hash, Bytes> blobs = new HashMap<>();
  private Bytes journal = Bytes.EMPTY;
  private Optional<Bytes> unsynced = Optional.empty();

  Durable(Sr25519KeyPair key, List<Bytes> codes) {
    this.key = key;
    codes.forEach(this::put);
  }

  PublicKey publicKey() {
    return key.publicKey();
  }

  void put(Bytes blob) {
    blobs.put(World.ref(blob).hash(), blob);
  }

  Optional<Bytes> find(Hash hash) {
    return Optional.ofNullable(blobs.get(hash));
  }

  /** What a starting signer reads; a torn last entry is cut off, as the host does. */
  SigningJournal.Loaded.Usable load() {
    return switch (SigningJournal.decode(journal)) {
      case SigningJournal.Loaded.Usable readable -> {
        journal = journal.slice(0, (int) readable.validBytes());
        yield readable;
      }
      case SigningJournal.Loaded.Damaged(long offset, String reason) ->
          throw new AssertionError("the signing journal is damaged at " + offset + ": " + reason);
    };
  }

  /** A write begins; it is on disk only when {@link #synced} runs. */
  void write(JournalMessage request) {
    unsynced =
        Optional.of(
            switch (request) {
              case JournalMessage.Append(Bytes data) -> Bytes.concat(journal, data);
              case JournalMessage.Replace(Bytes data) -> data;
            });
  }

  void synced() {
    journal = unsynced.orElse(journal);
    unsynced = Optional.empty();
  }

  /** The machine stops; a random part of what was not synced made it to the disk. */
  void crash(SplittableRandom random) {
    unsynced.ifPresent(
        whole -> {
          int kept = random.nextInt(journal.length(), whole.length() + 1);
          journal = whole.slice(0, kept);
        });
    unsynced = Optional.empty();
  }

  /** The keys of the signer; every signature that is made is told to the invariants. */
  StatementKeys keys(SplittableRandom random) {
    return new StatementKeys() {
      @Override
      public List<PublicKey> keys() {
        return List.of(key.publicKey());
      }

      @Override
      public Optional<Signature> sign(PublicKey by, Bytes payload) {
        return by.equals(key.publicKey())
            ? Optional.of(key.sign(payload, bytes -> random.nextBytes(bytes)))
            : Optional.empty();
      }
    };
  }
}
