package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A message of statement distribution, version 3 (wire 3.4). */
public sealed interface StatementDistributionMessage {
  /** The discriminant, then the fields. */
  Codec<StatementDistributionMessage> CODEC =
      Codec.of(
          "StatementDistributionMessage",
          StatementDistributionMessage::encode,
          StatementDistributionMessage::decode);

  /** One statement. */
  record Statement(Hash schedulingParent, SignedStatement statement)
      implements StatementDistributionMessage {}

  /** A manifest. */
  record BackedCandidateManifest(dev.vouch.primitives.BackedCandidateManifest manifest)
      implements StatementDistributionMessage {}

  /** An acknowledgement. */
  record BackedCandidateKnown(BackedCandidateAcknowledgement acknowledgement)
      implements StatementDistributionMessage {}

  private static void encode(StatementDistributionMessage value, ScaleWriter out) {
    switch (value) {
      case Statement(Hash schedulingParent, SignedStatement statement) ->
          out.u8(0).value(Hash.CODEC, schedulingParent).value(SignedStatement.CODEC, statement);
      case BackedCandidateManifest(dev.vouch.primitives.BackedCandidateManifest manifest) ->
          out.u8(1).value(dev.vouch.primitives.BackedCandidateManifest.CODEC, manifest);
      case BackedCandidateKnown(BackedCandidateAcknowledgement acknowledgement) ->
          out.u8(2).value(BackedCandidateAcknowledgement.CODEC, acknowledgement);
    }
  }

  private static StatementDistributionMessage decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new Statement(
              in.field("scheduling_parent", Hash.CODEC),
              in.field("statement", SignedStatement.CODEC));
      case 1 ->
          new BackedCandidateManifest(
              in.field("manifest", dev.vouch.primitives.BackedCandidateManifest.CODEC));
      case 2 ->
          new BackedCandidateKnown(
              in.field("acknowledgement", BackedCandidateAcknowledgement.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
