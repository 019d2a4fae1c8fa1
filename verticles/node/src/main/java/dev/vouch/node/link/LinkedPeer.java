package dev.vouch.node.link;

import dev.vouch.messages.PeerId;
import dev.vouch.node.link.Handshake.Proven;
import dev.vouch.node.link.LinkMessage.Frame;
import dev.vouch.primitives.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the link knows about one other validator. For one thread. */
final class LinkedPeer {
  private final PublicKey authority;
  final Standing standing = new Standing();
  private @Nullable Proven connected;

  /** A session that we welcomed; it replaces the other once the peer shows that it has the key. */
  private @Nullable Proven unconfirmed;

  private boolean greeting;
  private long lastSeenMillis;
  private long lastHeardMillis;

  LinkedPeer(PublicKey authority) {
    this.authority = authority;
  }

  PublicKey authority() {
    return authority;
  }

  /** The peer's name towards the bridge. */
  PeerId id() {
    return new PeerId(authority.toHex());
  }

  Optional<Session> session() {
    return Optional.ofNullable(connected).map(Proven::session);
  }

  boolean isConnected() {
    return connected != null;
  }

  /** Somebody says that the peer is there, in this incarnation. */
  void seen(long nowMillis) {
    lastSeenMillis = nowMillis;
  }

  /** Whether to say Hello to a peer that announces itself with this boot number. */
  boolean needsGreeting(long boot) {
    return !greeting && !standing.banned() && (connected == null || connected.boot() != boot);
  }

  void greeting(boolean inProgress) {
    greeting = inProgress;
  }

  void connect(Proven proven, long nowMillis) {
    connected = proven;
    unconfirmed = null;
    lastHeardMillis = nowMillis;
  }

  void welcome(Proven proven) {
    unconfirmed = proven;
  }

  /** Whether the frame is genuine in the session that is confirmed. */
  boolean hears(Frame frame, long nowMillis) {
    boolean genuine = connected != null && connected.session().opens(frame);
    if (genuine) {
      lastHeardMillis = nowMillis;
    }
    return genuine;
  }

  /** The session that this frame confirms, if it does. */
  Optional<Proven> confirmedBy(Frame frame) {
    return Optional.ofNullable(unconfirmed).filter(proven -> proven.session().opens(frame));
  }

  boolean silentSince(long deadlineMillis) {
    return connected != null && lastHeardMillis < deadlineMillis;
  }

  boolean forgettable(long deadlineMillis) {
    return connected == null && !greeting && standing.neutral() && lastSeenMillis < deadlineMillis;
  }

  void disconnect() {
    connected = null;
  }
}
