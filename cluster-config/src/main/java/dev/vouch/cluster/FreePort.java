package dev.vouch.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for members on one machine. */
public final class FreePort {
  /**
   * Below the range from which the system takes ports for outgoing connections and for port 0: one
   * of those could be taken again before the member listens.
   */
  private static final int FIRST = 12_000;

  private static final int COUNT = 18_000;

  /** Two calls in one JVM never tell the same port, two JVMs begin at different ones. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  /** A port of the loopback address that was free a moment ago. */
  public static int onLoopback() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Somebody else's.
      }
    }
    throw new IllegalStateException("no port from " + FIRST + " on is free");
  }
}
