package dev.vouch.messages;

/** A peer of the network as its link names it; proves nothing by itself. At most 128 characters. */
public record PeerId(String value) implements Comparable<PeerId> {
  private static final int MAX_LENGTH = 128;

  public PeerId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a peer id has 1 to " + MAX_LENGTH + " characters");
    }
  }

  @Override
  public int compareTo(PeerId other) {
    return value.compareTo(other.value);
  }
}
