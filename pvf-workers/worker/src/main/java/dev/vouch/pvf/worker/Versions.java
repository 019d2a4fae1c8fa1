package dev.vouch.pvf.worker;

import com.dylibso.chicory.runtime.Instance;
import java.util.Objects;

/** What a worker says of itself in its hello. */
final class Versions {
  /** C1 and C2. */
  static final String TIERED = "tiered";

  private static final String UNKNOWN = "unknown";

  private Versions() {}

  static String worker() {
    return ofPackage(Worker.class);
  }

  static String engine() {
    return "chicory " + ofPackage(Instance.class);
  }

  static String jvm() {
    return System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor");
  }

  /** HotSpot calls itself an emulated client when C1 is the only compiler. */
  static String jit() {
    String info = System.getProperty("java.vm.info", "");
    if (info.contains("interpreted")) {
      return "none";
    }
    return info.contains("emulated-client") ? "c1" : TIERED;
  }

  private static String ofPackage(Class<?> type) {
    return Objects.requireNonNullElse(type.getPackage().getImplementationVersion(), UNKNOWN);
  }
}
