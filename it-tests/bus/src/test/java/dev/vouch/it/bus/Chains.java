package dev.vouch.it.bus;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import java.util.List;
import java.util.stream.IntStream;

/** Relay chains of one para and one group of three, and the validators' keys. */
final class Chains {
  static final ParaId ADDER = new ParaId(2000);
  static final ParaId UNDYING = new ParaId(2001);
  private static final List<String> URIS = List.of("//Alice", "//Bob", "//Charlie");

  private Chains() {}

  static String uri(int validator) {
    return URIS.get(validator);
  }

  static Sr25519KeyPair key(int validator) {
    return Sr25519KeyPair.fromUri(uri(validator));
  }

  /** Sessions are long, so that no test meets a session change. */
  static ChainSpec spec(int minimumVotes, ParaId para, NodeFeatures features) {
    List<PublicKey> keys =
        IntStream.range(0, URIS.size()).mapToObj(validator -> key(validator).publicKey()).toList();
    TestPara kind = TestPara.of(para);
    return new ChainSpec(
        keys,
        keys,
        URIS.size(),
        List.of(new GenesisPara(para, kind.genesisHead(), Candidate.ref(kind.code()))),
        1_000,
        1_000,
        3,
        minimumVotes,
        features,
        ExecutorParams.defaults(),
        5 * 1024 * 1024,
        3 * 1024 * 1024,
        1);
  }
}
