package dev.vouch.primitives;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The consistency check of executor parameters (wire 2.12, validation PH-12). */
final class ExecutorParamsCheck {
  private static final long MIN_PRECHECK_MEMORY_BYTES = 1L << 28;
  private static final long MAX_PRECHECK_MEMORY_BYTES = 1L << 34;
  private static final long MIN_LOGICAL = 1024;
  private static final long MAX_LOGICAL = 2 * 65_536;
  private static final long MAX_PAGES = 65_536;
  private static final long NATIVE_BYTES_PER_LOGICAL = 128;
  private static final long PRECHECK_MILLIS = 60_000;
  private static final long PREPARE_MILLIS = 360_000;
  private static final long BACKING_MILLIS = 2_000;
  private static final long APPROVAL_MILLIS = 12_000;

  private ExecutorParamsCheck() {}

  static Optional<ExecutorParamsError> run(ExecutorParams params) {
    Set<String> seen = new HashSet<>();
    for (ExecutorParam param : params.params()) {
      String name = name(param);
      if (!seen.add(name)) {
        return Optional.of(new ExecutorParamsError.DuplicatedParam(name));
      }
      if (!isInRange(param)) {
        return Optional.of(new ExecutorParamsError.OutsideLimit(name));
      }
    }
    return relations(params);
  }

  private static Optional<ExecutorParamsError> relations(ExecutorParams params) {
    if (params.stackNativeMax() < NATIVE_BYTES_PER_LOGICAL * params.stackLogicalMax()) {
      return incompatible("StackLogicalMax", "StackNativeMax");
    }
    if (!isBelow(
        params.prepTimeout(PvfPrepKind.PRECHECK).orElse(PRECHECK_MILLIS),
        params.prepTimeout(PvfPrepKind.PREPARE).orElse(PREPARE_MILLIS))) {
      return incompatible("PvfPrepKind::Precheck", "PvfPrepKind::Prepare");
    }
    if (!isBelow(
        params.execTimeout(PvfExecKind.BACKING).orElse(BACKING_MILLIS),
        params.execTimeout(PvfExecKind.APPROVAL).orElse(APPROVAL_MILLIS))) {
      return incompatible("PvfExecKind::Backing", "PvfExecKind::Approval");
    }
    return Optional.empty();
  }

  private static Optional<ExecutorParamsError> incompatible(String first, String second) {
    return Optional.of(new ExecutorParamsError.IncompatibleValues(first, second));
  }

  private static boolean isBelow(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  private static boolean isInRange(ExecutorParam param) {
    return switch (param) {
      case ExecutorParam.MaxMemoryPages(long pages) -> pages > 0 && pages <= MAX_PAGES;
      case ExecutorParam.StackLogicalMax(long values) ->
          values >= MIN_LOGICAL && values <= MAX_LOGICAL;
      case ExecutorParam.PrecheckingMaxMemory(long bytes) ->
          bytes >= MIN_PRECHECK_MEMORY_BYTES && bytes <= MAX_PRECHECK_MEMORY_BYTES;
      default -> true;
    };
  }

  private static String name(ExecutorParam param) {
    return switch (param) {
      case ExecutorParam.PvfPrepTimeout(PvfPrepKind kind, long millis) ->
          kind == PvfPrepKind.PRECHECK ? "PvfPrepKind::Precheck" : "PvfPrepKind::Prepare";
      case ExecutorParam.PvfExecTimeout(PvfExecKind kind, long millis) ->
          kind == PvfExecKind.BACKING ? "PvfExecKind::Backing" : "PvfExecKind::Approval";
      case ExecutorParam.EnabledHostFunction enabled -> "EnabledHostFunction::EccRfc163";
      default -> param.getClass().getSimpleName();
    };
  }
}
