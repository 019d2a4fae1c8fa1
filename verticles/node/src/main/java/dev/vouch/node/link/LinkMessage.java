package dev.vouch.node.link;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;

/** What links say to each other. Everything here is hostile until its proof was checked. */
public sealed interface LinkMessage extends dev.vouch.messages.Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.NETWORK;
  }

  /**
   * "I am here", said to all every second. Proves nothing; makes others say {@link Hello}.
   *
   * @param boot differs after every start
   */
  record Presence(PublicKey authority, long boot) implements LinkMessage {}

  /**
   * One side of the handshake.
   *
   * @param ephemeral a fresh X25519 key
   * @param blobHost where this node serves its blobs
   */
  record Introduction(
      PublicKey from, PublicKey to, long boot, Bytes ephemeral, String blobHost, int blobPort) {}

  /** Opens the handshake; the signature is by {@code introduction.from}. */
  record Hello(Introduction introduction, Signature signature)
      implements LinkMessage, Request<Welcome> {
    @Override
    public long timeoutMillis() {
      return 3_000;
    }
  }

  /** Answers; the signature covers both introductions. */
  record Welcome(Introduction introduction, Signature signature) implements Answer {}

  /** What a frame carries. */
  enum Kind {
    /** Nothing: the sender is alive, and has the session's key. */
    ALIVE,
    /** A notification of the validation protocol. */
    NOTIFICATION,
    /** An attested-candidate request; answered by {@link Response}. */
    REQUEST
  }

  /** One message inside a session. */
  record Frame(PublicKey from, long session, long sequence, Kind kind, Bytes payload, Bytes mac)
      implements LinkMessage, Request<Response> {}

  /** The answer to a request frame; the MAC covers the frame's session and sequence. */
  record Response(Bytes payload, Bytes mac) implements Answer {}
}
