package dev.vouch.devnet;

import dev.vouch.crypto.Hashes;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The relay chain that devnet starts: sizes and lengths of a development chain (neighbours 5.2).
 */
final class DevGenesis {
  private static final long SESSION_LENGTH = 50;
  private static final long GROUP_ROTATION = 20;
  private static final int LOOKAHEAD = 3;
  private static final int MINIMUM_VOTES = 2;
  private static final long MAX_POV = 5L * 1024 * 1024;
  private static final long MAX_CODE = 3L * 1024 * 1024;
  private static final int FINALITY_LAG = 2;
  private static final int FIRST_PARA = 2000;

  private DevGenesis() {}

  /** 2000 and on. */
  static List<ParaId> paras(DevnetOptions options) {
    return IntStream.range(0, options.paras()).mapToObj(i -> new ParaId(FIRST_PARA + i)).toList();
  }

  /** The chain that these options describe. */
  static ChainSpec spec(DevnetOptions options) {
    List<PublicKey> keys =
        IntStream.range(0, options.validators())
            .mapToObj(i -> publicKey(DevAccounts.uri(i)))
            .toList();
    List<GenesisPara> genesis =
        paras(options).stream()
            .map(
                id -> {
                  TestPara kind = TestPara.of(id);
                  return new GenesisPara(id, kind.genesisHead(), ref(kind.code()));
                })
            .toList();
    return new ChainSpec(
        keys,
        keys,
        options.groupSize(),
        genesis,
        SESSION_LENGTH,
        GROUP_ROTATION,
        LOOKAHEAD,
        MINIMUM_VOTES,
        NodeFeatures.none()
            .with(NodeFeatures.Feature.ENABLE_ASSIGNMENTS_V2)
            .with(NodeFeatures.Feature.ELASTIC_SCALING_MVP)
            .with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V2),
        ExecutorParams.defaults(),
        MAX_POV,
        MAX_CODE,
        FINALITY_LAG);
  }

  private static BlobRef ref(Bytes blob) {
    return new BlobRef(Hash.of(Hashes.blake2b256(blob.toArray())), blob.length());
  }

  /** The public key of a development account. */
  static PublicKey publicKey(String uri) {
    try (Sr25519KeyPair pair = Sr25519KeyPair.fromUri(uri)) {
      return pair.publicKey();
    }
  }
}
