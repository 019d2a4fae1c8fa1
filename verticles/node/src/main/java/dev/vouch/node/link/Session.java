package dev.vouch.node.link;

import dev.vouch.node.link.LinkMessage.Frame;
import dev.vouch.node.link.LinkMessage.Kind;
import dev.vouch.node.link.LinkMessage.Response;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates what two links say to each other after their handshake: one key for each direction,
 * a sequence number that only grows. For one thread.
 */
final class Session {
  private static final String MAC = "HmacSHA256";
  private static final int ID_BYTES = 8;

  private final long id;
  private final Mac sending;
  private final Mac receiving;
  private long sent;
  private long received;

  private Session(long id, Mac sending, Mac receiving) {
    this.id = id;
    this.sending = sending;
    this.receiving = receiving;
  }

  static Session of(byte[] secret, Bytes transcript, boolean opener)
      throws GeneralSecurityException {
    Mac master = mac(secret);
    byte[] opens = derive(master, "opens", transcript);
    byte[] answers = derive(master, "answers", transcript);
    Bytes name = Hash.blake2b256(transcript).bytes().slice(0, ID_BYTES);
    long id = name.asReadOnlyByteBuffer().getLong();
    return opener
        ? new Session(id, mac(opens), mac(answers))
        : new Session(id, mac(answers), mac(opens));
  }

  private static byte[] derive(Mac master, String label, Bytes transcript) {
    master.update(label.getBytes(StandardCharsets.US_ASCII));
    return master.doFinal(transcript.toArray());
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac;
  }

  /** The next frame to the other side. */
  Frame seal(PublicKey from, Kind kind, Bytes payload) {
    long sequence = ++sent;
    Bytes mac = authenticate(sending, kind.name(), sequence, payload);
    return new Frame(from, id, sequence, kind, payload, mac);
  }

  /** Whether the frame comes from the other side and was not seen before. */
  boolean opens(Frame frame) {
    boolean genuine =
        frame.session() == id
            && frame.sequence() > received
            && same(
                frame.mac(),
                authenticate(receiving, frame.kind().name(), frame.sequence(), frame.payload()));
    if (genuine) {
      received = frame.sequence();
    }
    return genuine;
  }

  /** The answer to a request frame that the other side sent. */
  Response answer(Frame request, Bytes payload) {
    return new Response(payload, authenticate(sending, "ANSWER", request.sequence(), payload));
  }

  /** Whether this is the other side's answer to a request frame of ours. */
  boolean answers(Frame request, Response response) {
    return same(
        response.mac(), authenticate(receiving, "ANSWER", request.sequence(), response.payload()));
  }

  private Bytes authenticate(Mac mac, String what, long sequence, Bytes payload) {
    mac.update(new ScaleWriter().string(what).u64(id).u64(sequence).toArray());
    mac.update(payload.asReadOnlyByteBuffer());
    return Bytes.wrap(mac.doFinal());
  }

  private static boolean same(Bytes given, Bytes computed) {
    return MessageDigest.isEqual(given.toArray(), computed.toArray());
  }
}
