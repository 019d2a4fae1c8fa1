package dev.vouch.pvf.engine;

import dev.vouch.ecc.EccOperation;
import dev.vouch.ecc.EccResult;
import dev.vouch.primitives.Bytes;
import java.util.Arrays;

/**
 * The elliptic-curve functions of HF-9. They are there only where the session's parameters enable
 * them; elsewhere calling one traps like any other unknown import.
 */
final class EccHost {
  private static final int OUTPUT_TOO_SMALL = 1;

  private EccHost() {}

  static void register(HostInterface.Registry all) {
    for (EccOperation operation : EccOperation.values()) {
      String name = "host_calls_" + operation.functionName() + "_version_1";
      if (operation.inPlace()) {
        all.add(name, "l>i", (host, args) -> inPlace(host, operation, args[0]));
      } else {
        all.add(name, "lll>i", (host, args) -> run(host, operation, args));
      }
    }
  }

  private static int run(HostState host, EccOperation operation, long[] args) {
    Slices.check(host, args[2]);
    Bytes first = Bytes.wrap(Slices.bytes(host, args[0]));
    Bytes second = Bytes.wrap(Slices.bytes(host, args[1]));
    return written(host, operation.run(first, second), args[2], true);
  }

  private static int inPlace(HostState host, EccOperation operation, long inOut) {
    Bytes input = Bytes.wrap(Slices.bytes(host, inOut));
    return written(host, operation.run(input, Bytes.EMPTY), inOut, false);
  }

  /** Copies the result back; an output of its own is zero where the result does not reach. */
  private static int written(HostState host, EccResult result, long out, boolean zeroed) {
    LinearMemory memory = host.memory();
    int from = Slices.pointer(out);
    int length = Slices.length(out);
    if (zeroed) {
      Arrays.fill(memory.array(), from, from + length, (byte) 0);
    }
    return switch (result) {
      case EccResult.Done done -> {
        byte[] bytes = done.output().toArray();
        if (bytes.length > length) {
          yield OUTPUT_TOO_SMALL;
        }
        memory.write(from, bytes, 0, bytes.length);
        yield 0;
      }
      case EccResult.Refused refused -> refused.code();
      case EccResult.Undefined u ->
          throw new EngineLimit(
              "points of an elliptic-curve sum lie on different curves: no result is defined");
      case EccResult.Panicked p ->
          throw new HostTrap(
              "host code panicked while being called by the runtime: lengths differ");
    };
  }
}
