package dev.vouch.primitives;

import dev.vouch.scale.ScaleException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Extraction and check of the signals of a candidate (wire 2.6). Wrong signals are values. */
public final class UmpSignals {
  private static final int MAX_SIGNALS = 2;

  private UmpSignals() {}

  /** The signals, or why they are wrong. */
  public sealed interface Result {
    /** The check passed. */
    record Ok(UmpSignalSet signals) implements Result {}

    /** The check failed. */
    record Failed(UmpSignalError error) implements Result {}
  }

  /** Messages before the first empty one: those that count towards limits. */
  public static List<Bytes> plainMessages(List<Bytes> upwardMessages) {
    int separator = upwardMessages.indexOf(Bytes.EMPTY);
    return separator < 0 ? upwardMessages : upwardMessages.subList(0, separator);
  }

  /** The signals behind the first separator. */
  public static Result extract(List<Bytes> upwardMessages) {
    int separator = upwardMessages.indexOf(Bytes.EMPTY);
    List<Bytes> signals =
        separator < 0 ? List.of() : upwardMessages.subList(separator + 1, upwardMessages.size());
    Optional<UmpSignal.SelectCore> selectCore = Optional.empty();
    Optional<UmpSignal.ApprovedPeer> approvedPeer = Optional.empty();
    for (Bytes message : signals.subList(0, Math.min(MAX_SIGNALS, signals.size()))) {
      UmpSignal signal;
      try {
        signal = UmpSignal.CODEC.decode(message);
      } catch (ScaleException e) {
        return failed(new UmpSignalError.UmpSignalDecode());
      }
      boolean duplicate =
          switch (signal) {
            case UmpSignal.SelectCore select -> selectCore.isPresent();
            case UmpSignal.ApprovedPeer peer -> approvedPeer.isPresent();
          };
      if (duplicate) {
        return failed(new UmpSignalError.DuplicateUMPSignal());
      }
      switch (signal) {
        case UmpSignal.SelectCore select -> selectCore = Optional.of(select);
        case UmpSignal.ApprovedPeer peer -> approvedPeer = Optional.of(peer);
      }
    }
    return signals.size() > MAX_SIGNALS
        ? failed(new UmpSignalError.TooManyUMPSignals())
        : new Result.Ok(new UmpSignalSet(selectCore, approvedPeer));
  }

  /** The check of a committed receipt, its version by the new rules. */
  public static Result check(CommittedCandidateReceipt candidate, TransposedClaimQueue queue) {
    return check(candidate.descriptor(), candidate.commitments().upwardMessages(), queue);
  }

  /**
   * The check of what a candidate commits to against its descriptor.
   *
   * @param queue the claim queue at the scheduling parent
   */
  public static Result check(
      CandidateDescriptor descriptor, List<Bytes> upwardMessages, TransposedClaimQueue queue) {
    return check(descriptor, descriptor.version(), upwardMessages, queue);
  }

  /** The check with a version that the caller chose. */
  public static Result check(
      CandidateDescriptor descriptor,
      DescriptorVersion version,
      List<Bytes> upwardMessages,
      TransposedClaimQueue queue) {
    return switch (extract(upwardMessages)) {
      case Result.Failed failed -> failed;
      case Result.Ok(UmpSignalSet signals) ->
          switch (version) {
            case DescriptorVersion.V1() ->
                signals.isEmpty()
                    ? new Result.Ok(signals)
                    : failed(new UmpSignalError.UMPSignalWithV1Descriptor());
            case DescriptorVersion.Unknown(int versionByte) ->
                failed(new UmpSignalError.UnknownVersion(versionByte));
            case DescriptorVersion.V2() -> checkCore(descriptor, signals, queue);
            case DescriptorVersion.V3() ->
                signals.isEmpty()
                    ? failed(new UmpSignalError.NoUMPSignalWithV3Descriptor())
                    : checkCore(descriptor, signals, queue);
          };
    };
  }

  private static Result checkCore(
      CandidateDescriptor descriptor, UmpSignalSet signals, TransposedClaimQueue queue) {
    CoreIndex named = new CoreIndex(descriptor.rawCoreIndex());
    int depth = signals.selectCore().map(UmpSignal.SelectCore::claimQueueOffset).orElse(0);
    SortedSet<CoreIndex> cores = queue.cores(descriptor.paraId(), depth);
    if (cores.isEmpty()) {
      return failed(new UmpSignalError.NoAssignment());
    }
    if (signals.selectCore().isEmpty() && cores.size() > 1) {
      return cores.contains(named)
          ? new Result.Ok(signals)
          : failed(new UmpSignalError.InvalidCoreIndex());
    }
    int selector = signals.selectCore().map(UmpSignal.SelectCore::coreSelector).orElse(0);
    CoreIndex selected = List.copyOf(cores).get(selector % cores.size());
    return selected.equals(named)
        ? new Result.Ok(signals)
        : failed(new UmpSignalError.CoreIndexMismatch(named, selected));
  }

  private static Result failed(UmpSignalError error) {
    return new Result.Failed(error);
  }
}
