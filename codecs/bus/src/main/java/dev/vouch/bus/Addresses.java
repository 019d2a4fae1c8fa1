package dev.vouch.bus;

import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.PublicKey;
import java.util.regex.Pattern;

/**
 * Every address on the bus; nothing else builds one.
 *
 * <p>{@code vouch.1.n.<node>.<subsystem>} belongs to one node, {@code vouch.1.peer.<key>} to one
 * authority, {@code vouch.1.all.<topic>} to everyone. The 1 is the version of the protocol on the
 * bus: nodes of different versions do not meet.
 *
 * @param node the node's name: lower-case letters, digits and hyphens, 1 to 63 characters
 */
public record Addresses(String node) {
  private static final String PREFIX = "vouch.1.";
  private static final Pattern NODE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62})");

  public Addresses {
    if (!NODE.matcher(node).matches()) {
      throw new IllegalArgumentException(
          "a node's name has 1 to 63 lower-case letters, digits and hyphens: '" + node + "'");
    }
  }

  /** Where the subsystem of this node takes its messages, and its signals. */
  public String inbox(SubsystemName subsystem) {
    return ofNode(subsystem.label());
  }

  /** Where the host answers {@link LeavesMessage.GetLeaves}. */
  public String leaves() {
    return ofNode("leaves");
  }

  /** Topic, as far known as the node's inboxes: why something was done about a candidate or not. */
  public String explanations() {
    return ofNode("explanations");
  }

  /** Local topic: a part of this node stopped because of a fault of its own. */
  public String faults() {
    return ofNode("faults");
  }

  /** One PVF slot, which takes one job at a time. */
  public String pvfSlot(int slot) {
    return ofNode("pvf.slot." + slot);
  }

  /** Where PVF slots tell that they are free. */
  public String pvfCredits() {
    return ofNode("pvf.credits");
  }

  /** Where the peer with this authority key takes what other validators send. */
  public static String peer(PublicKey authority) {
    return PREFIX + "peer." + authority.toHex();
  }

  /** Topic on which validators that share a cluster announce themselves. */
  public static String presence() {
    return PREFIX + "all.presence";
  }

  private String ofNode(String suffix) {
    return PREFIX + "n." + node + "." + suffix;
  }
}
