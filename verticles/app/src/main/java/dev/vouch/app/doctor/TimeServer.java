package dev.vouch.app.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * How far this clock is from a time server's: one question by the simple network time protocol (RFC
 * 4330). Asked only where the user names the server.
 */
public final class TimeServer {
  private static final int PORT = 123;
  private static final int PACKET_BYTES = 48;
  private static final int TIMEOUT_MILLIS = 3_000;

  /** Version 4, client. */
  private static final byte REQUEST = 0x23;

  private static final int MODE_SERVER = 4;

  /** Where the server repeats what the client wrote as its transmit time. */
  private static final int ORIGINATE_OFFSET = 24;

  private static final int RECEIVE_OFFSET = 32;
  private static final int TRANSMIT_OFFSET = 40;

  /** From 1900, where the protocol begins, to 1970. */
  private static final long EPOCH_SECONDS = 2_208_988_800L;

  private TimeServer() {}

  /** Positive if this machine's clock is behind. */
  public static Duration offset(String host) throws IOException {
    return offset(new InetSocketAddress(host, PORT));
  }

  static Duration offset(InetSocketAddress server) throws IOException {
    if (server.isUnresolved()) {
      throw new IOException("no such host: " + server.getHostString());
    }
    // A number that only the server can repeat, in the place of our time.
    long cookie = new SecureRandom().nextLong();
    ByteBuffer packet = ByteBuffer.allocate(PACKET_BYTES);
    packet.put(0, REQUEST).putLong(TRANSMIT_OFFSET, cookie);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(server);
      Instant sent = Instant.now();
      socket.send(new DatagramPacket(packet.array(), PACKET_BYTES));
      DatagramPacket answer = new DatagramPacket(packet.array(), PACKET_BYTES);
      socket.receive(answer);
      Instant received = Instant.now();
      if (answer.getLength() < PACKET_BYTES
          || (packet.get(0) & 7) != MODE_SERVER
          || packet.get(1) == 0
          || packet.getLong(ORIGINATE_OFFSET) != cookie) {
        throw new IOException("its answer is none of a time server");
      }
      Duration there = Duration.between(sent, instant(packet.getLong(RECEIVE_OFFSET)));
      Duration back = Duration.between(received, instant(packet.getLong(TRANSMIT_OFFSET)));
      return there.plus(back).dividedBy(2);
    }
  }

  private static Instant instant(long timestamp) {
    long nanos = (timestamp & 0xFFFF_FFFFL) * 1_000_000_000L >>> 32;
    return Instant.ofEpochSecond((timestamp >>> 32) - EPOCH_SECONDS, nanos);
  }
}
