package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** Why the signals of a candidate are wrong; names are the reference's (wire 2.6). */
public sealed interface UmpSignalError {
  /** The discriminant, then the fields. */
  Codec<UmpSignalError> CODEC =
      Codec.of("UmpSignalError", UmpSignalError::encode, UmpSignalError::decode);

  /** No selector, and the descriptor names a core that is not assigned. */
  record InvalidCoreIndex() implements UmpSignalError {}

  /** The descriptor names another core than the commitments select. */
  record CoreIndexMismatch(CoreIndex descriptor, CoreIndex commitments) implements UmpSignalError {}

  /** Named by the reference, made by no check. */
  record InvalidSelectedCore() implements UmpSignalError {}

  /** A signal does not decode. */
  record UmpSignalDecode() implements UmpSignalError {}

  /** The para has no core at that depth. */
  record NoAssignment() implements UmpSignalError {}

  /** The version byte of the descriptor has no meaning. */
  record UnknownVersion(int version) implements UmpSignalError {}

  /** More than two messages behind the separator. */
  record TooManyUMPSignals() implements UmpSignalError {}

  /** Twice the same kind. */
  record DuplicateUMPSignal() implements UmpSignalError {}

  /** A V1 descriptor must have none. */
  record UMPSignalWithV1Descriptor() implements UmpSignalError {}

  /** A V3 descriptor must have one. */
  record NoUMPSignalWithV3Descriptor() implements UmpSignalError {}

  private static void encode(UmpSignalError value, ScaleWriter out) {
    switch (value) {
      case InvalidCoreIndex() -> out.u8(0);
      case CoreIndexMismatch(CoreIndex descriptor, CoreIndex commitments) ->
          out.u8(1).value(CoreIndex.CODEC, descriptor).value(CoreIndex.CODEC, commitments);
      case InvalidSelectedCore() -> out.u8(2);
      case UmpSignalDecode() -> out.u8(3);
      case NoAssignment() -> out.u8(4);
      case UnknownVersion(int version) -> out.u8(5).value(Scale.U8, version);
      case TooManyUMPSignals() -> out.u8(6);
      case DuplicateUMPSignal() -> out.u8(7);
      case UMPSignalWithV1Descriptor() -> out.u8(8);
      case NoUMPSignalWithV3Descriptor() -> out.u8(9);
    }
  }

  private static UmpSignalError decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new InvalidCoreIndex();
      case 1 ->
          new CoreIndexMismatch(
              in.field("descriptor", CoreIndex.CODEC), in.field("commitments", CoreIndex.CODEC));
      case 2 -> new InvalidSelectedCore();
      case 3 -> new UmpSignalDecode();
      case 4 -> new NoAssignment();
      case 5 -> new UnknownVersion(in.field("version", Scale.U8));
      case 6 -> new TooManyUMPSignals();
      case 7 -> new DuplicateUMPSignal();
      case 8 -> new UMPSignalWithV1Descriptor();
      case 9 -> new NoUMPSignalWithV3Descriptor();
      default -> throw in.unknownTag(tag);
    };
  }
}
