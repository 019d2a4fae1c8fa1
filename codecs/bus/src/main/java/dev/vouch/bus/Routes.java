package dev.vouch.bus;

import dev.vouch.messages.SubsystemName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the subsystems that a node talks to are.
 *
 * @param own the node's own addresses
 * @param scope how far its own inboxes are known
 * @param elsewhere addresses of subsystems that are served under another name, for instance by the
 *     host application or by another machine
 */
public record Routes(Addresses own, Scope scope, Map<SubsystemName, String> elsewhere) {
  public Routes {
    Map<SubsystemName, String> copy = new EnumMap<>(SubsystemName.class);
    copy.putAll(elsewhere);
    elsewhere = Collections.unmodifiableMap(copy);
  }

  /** Everything under this node's own addresses, in this {@code Vertx}. */
  public static Routes local(String node) {
    return new Routes(new Addresses(node), Scope.LOCAL, Map.of());
  }

  /** Where messages for the subsystem go. */
  public String to(SubsystemName subsystem) {
    return elsewhere.getOrDefault(subsystem, own.inbox(subsystem));
  }

  boolean localOnly(SubsystemName subsystem) {
    return scope == Scope.LOCAL && !elsewhere.containsKey(subsystem);
  }
}
