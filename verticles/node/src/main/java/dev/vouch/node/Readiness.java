package dev.vouch.node;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Whether the node can do its work, and if not, why not. Each condition is asked when somebody
 * asks. For any thread; a condition must not block.
 */
public final class Readiness {
  private final Map<String, Supplier<String>> conditions = new TreeMap<>();

  /**
   * Adds a condition.
   *
   * @param missing what is missing, for people; empty when nothing is
   */
  public synchronized void require(String name, Supplier<String> missing) {
    conditions.put(name, missing);
  }

  synchronized void forget(String name) {
    conditions.remove(name);
  }

  /** What is missing by condition; empty when the node is ready. */
  public synchronized Map<String, String> missing() {
    Map<String, String> missing = new TreeMap<>();
    conditions.forEach(
        (name, condition) -> {
          String reason = condition.get();
          if (!reason.isEmpty()) {
            missing.put(name, reason);
          }
        });
    return missing;
  }

  public boolean isReady() {
    return missing().isEmpty();
  }

  JsonObject toJson() {
    Map<String, String> missing = missing();
    JsonObject reasons = new JsonObject();
    missing.forEach(reasons::put);
    return new JsonObject().put("ready", missing.isEmpty()).put("missing", reasons);
  }
}
