package dev.vouch.node.link;

import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.link.LinkMessage.Hello;
import dev.vouch.node.link.LinkMessage.Introduction;
import dev.vouch.node.link.LinkMessage.Welcome;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.scale.ScaleWriter;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Proves keys and agrees on a session. The one who says Hello knows with the Welcome whom it talks
 * to, since that signature covers its fresh key; the other knows it with the first frame that
 * carries the session's MAC. Signs and verifies: not for event loops.
 */
final class Handshake {
  private static final String CONTEXT = "vouch event bus link, version 1";

  /** Whom a handshake proved, and the session with it. */
  record Proven(PublicKey authority, long boot, BlobOrigin blobs, Session session) {}

  /** A Hello and the secret that goes with it. */
  record Opened(Hello hello, EphemeralKey secret) {}

  /** A Welcome, and the session that holds once the other side has shown its key. */
  record Accepted(Welcome welcome, Proven unconfirmed) {}

  private final Sr25519KeyPair key;
  private final RandomSource random;
  private final Hash network;
  private final long boot;
  private final BlobOrigin blobs;

  /**
   * @param network validators of another network are refused; the genesis hash
   */
  Handshake(Sr25519KeyPair key, RandomSource random, Hash network, long boot, BlobOrigin blobs) {
    this.key = key;
    this.random = random;
    this.network = network;
    this.boot = boot;
    this.blobs = blobs;
  }

  Opened open(PublicKey peer) throws GeneralSecurityException {
    EphemeralKey secret = EphemeralKey.generate();
    Introduction own = introduction(peer, secret);
    Signature signature = key.sign(payload("hello", own, Optional.empty()), random);
    return new Opened(new Hello(own, signature), secret);
  }

  /** Checks a Hello and answers it; empty if it proves nothing. */
  Optional<Accepted> accept(Hello hello) throws GeneralSecurityException {
    Introduction theirs = hello.introduction();
    Bytes signed = payload("hello", theirs, Optional.empty());
    if (!plausible(theirs) || !Sr25519.verify(theirs.from(), signed, hello.signature())) {
      return Optional.empty();
    }
    EphemeralKey secret = EphemeralKey.generate();
    Introduction own = introduction(theirs.from(), secret);
    Bytes both = payload("welcome", own, Optional.of(theirs));
    Optional<Session> session = secret.session(theirs.ephemeral(), both, false);
    return session.map(
        agreed -> new Accepted(new Welcome(own, key.sign(both, random)), proven(theirs, agreed)));
  }

  /** Checks the Welcome to a Hello of ours; empty if it proves nothing. */
  Optional<Proven> complete(Opened opened, Welcome welcome) throws GeneralSecurityException {
    Introduction theirs = welcome.introduction();
    Introduction ours = opened.hello().introduction();
    Bytes both = payload("welcome", theirs, Optional.of(ours));
    if (!plausible(theirs)
        || !theirs.from().equals(ours.to())
        || !Sr25519.verify(theirs.from(), both, welcome.signature())) {
      return Optional.empty();
    }
    return opened
        .secret()
        .session(theirs.ephemeral(), both, true)
        .map(agreed -> proven(theirs, agreed));
  }

  private static Proven proven(Introduction theirs, Session session) {
    BlobOrigin origin = new BlobOrigin(theirs.blobHost(), theirs.blobPort());
    return new Proven(theirs.from(), theirs.boot(), origin, session);
  }

  private boolean plausible(Introduction theirs) {
    return theirs.to().equals(key.publicKey())
        && !theirs.from().equals(key.publicKey())
        && theirs.ephemeral().length() == EphemeralKey.LENGTH
        && BlobOrigin.isValid(theirs.blobHost(), theirs.blobPort());
  }

  private Introduction introduction(PublicKey peer, EphemeralKey secret) {
    return new Introduction(
        key.publicKey(), peer, boot, secret.publicKey(), blobs.host(), blobs.port());
  }

  private Bytes payload(String step, Introduction own, Optional<Introduction> other) {
    ScaleWriter out = new ScaleWriter();
    out.string(CONTEXT).string(step).raw(network.bytes());
    write(own, out);
    other.ifPresent(o -> write(o, out));
    return out.toBytes();
  }

  private static void write(Introduction introduction, ScaleWriter out) {
    out.raw(introduction.from().bytes()).raw(introduction.to().bytes()).u64(introduction.boot());
    out.bytes(introduction.ephemeral()).string(introduction.blobHost());
    out.u32((long) introduction.blobPort());
  }
}
