package dev.vouch.core.signing;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Statements, keys and signatures that stand for numbers. */
final class SigningFixture {
  static final PublicKey KEY = PublicKey.of(hash(0xa11ce).toArray());

  private SigningFixture() {}

  static Hash hash(int id) {
    return Hash.of(ByteBuffer.allocate(Hash.LENGTH).putInt(0, id).array());
  }

  static CompactStatement seconded(int candidate) {
    return new CompactStatement.Seconded(new CandidateHash(hash(candidate)));
  }

  static CompactStatement valid(int candidate) {
    return new CompactStatement.Valid(new CandidateHash(hash(candidate)));
  }

  static SigningContext context(long session, int parent) {
    return new SigningContext(session, hash(parent));
  }

  static SigningEntry entry(CompactStatement statement, SigningContext context, int signature) {
    return new SigningEntry(
        KEY,
        context,
        statement,
        new ValidatorIndex(3),
        new ParaId(2000),
        context.parentHash(),
        signature(signature));
  }

  static Signature signature(int id) {
    return Signature.of(ByteBuffer.allocate(Signature.LENGTH).putInt(60, id).array());
  }

  /** Every signature is another one, as with a random nonce. */
  static final class CountingKeys implements StatementKeys {
    private int signed;

    @Override
    public List<PublicKey> keys() {
      return List.of(KEY);
    }

    @Override
    public Optional<Signature> sign(PublicKey key, Bytes payload) {
      return key.equals(KEY) ? Optional.of(signature(++signed)) : Optional.empty();
    }

    int signed() {
      return signed;
    }
  }
}
