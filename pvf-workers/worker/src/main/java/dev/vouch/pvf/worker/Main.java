package dev.vouch.pvf.worker;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.sandbox.NativeProcess;
import dev.vouch.pvf.sandbox.Sandbox;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Entry of a worker process: {@code Main SOCKET [--die-with-parent-thread]}, the nonce as a line on
 * standard input. Started by hosts, not by people.
 *
 * <p>{@code --die-with-parent-thread} asks the kernel to kill the worker when the thread that
 * started it ends. It is off by default, because the thread may belong to a pool that shrinks; a
 * host that dies closes the socket, and that ends the worker too.
 */
public final class Main {
  static final int EXIT_OK = 0;
  static final int EXIT_USAGE = 2;

  /** Also what the virtual machine ends with when its heap is exhausted. */
  static final int EXIT_LOCAL_FAILURE = 3;

  static final int EXIT_PROTOCOL = 4;

  private static final String DIE_WITH_PARENT_THREAD = "--die-with-parent-thread";

  private Main() {}

  /** See the class. Never returns. */
  public static void main(String[] args) {
    boolean signalsIgnored = NativeProcess.ignoreTerminalSignals();
    int status = EXIT_LOCAL_FAILURE;
    try {
      status = run(List.of(args), signalsIgnored);
    } catch (IOException | RuntimeException | Error e) {
      System.err.println("worker: " + e);
    } finally {
      NativeProcess.exitNow(status);
    }
  }

  private static int run(List<String> args, boolean signalsIgnored) throws IOException {
    boolean dieWithThread = args.size() == 2 && args.get(1).equals(DIE_WITH_PARENT_THREAD);
    if (args.size() != 1 && !dieWithThread) {
      System.err.println("usage: Main SOCKET [" + DIE_WITH_PARENT_THREAD + "]; nonce on stdin");
      return EXIT_USAGE;
    }
    Nonce nonce = readNonce();
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(args.getFirst()))) {
      // What has to be unpacked to a file first; afterwards no file can be written.
      MaybeCompressedBlob.loadNative();
      // Before anything that came from a PVF is read.
      List<SandboxLayer> layers = Sandbox.close(signalsIgnored, dieWithThread);
      return new Worker(new FrameChannel(socket), nonce, JitGate.start()).serve(layers);
    }
  }

  private static Nonce readNonce() throws IOException {
    byte[] digits = System.in.readNBytes(2 * Nonce.BYTES);
    return new Nonce(new String(digits, StandardCharsets.US_ASCII));
  }
}
