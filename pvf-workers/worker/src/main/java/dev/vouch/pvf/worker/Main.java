package dev.vouch.pvf.worker;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.sandbox.NativeProcess;
import dev.vouch.pvf.sandbox.Sandbox;
import dev.vouch.pvf.sandbox.SandboxPlan;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Entry of a worker process: {@code Main SOCKET [--die-with-parent-thread] [--warm-up]
 * [--guest=DIGEST] [--outside-namespaces=LINKS]}, the nonce as a line on standard input. Started by
 * hosts, not by people.
 *
 * <p>{@code --die-with-parent-thread} asks the kernel to kill the worker when the thread that
 * started it ends. It is off by default, because the thread may belong to a pool that shrinks; a
 * host that dies closes the socket, and that ends the worker too.
 *
 * <p>{@code --outside-namespaces} is given by hosts that start workers through a launcher: it names
 * the host's own namespaces, none of which may be the worker's.
 *
 * <p>{@code --warm-up} has the host functions compiled while no job is there ({@link SelfWarmUp}).
 *
 * <p>{@code --guest} names, by its SHA-256, the artifact whose archive stands on the class path;
 * any other artifact can be loaded too, and then nothing of that one is used.
 */
public final class Main {
  static final int EXIT_OK = 0;
  static final int EXIT_USAGE = 2;

  /** Also what the virtual machine ends with when its heap is exhausted. */
  static final int EXIT_LOCAL_FAILURE = 3;

  static final int EXIT_PROTOCOL = 4;

  private static final String DIE_WITH_PARENT_THREAD = "--die-with-parent-thread";
  private static final String WARM_UP = "--warm-up";
  private static final String GUEST = "--guest=";
  private static final String OUTSIDE = "--outside-namespaces=";

  private Main() {}

  /** See the class. Never returns. */
  public static void main(String[] args) {
    int status = EXIT_LOCAL_FAILURE;
    try {
      // At the same time: the first system call from Java takes as long as all this.
      FutureTask<Boolean> beside = new FutureTask<>(Main::load);
      Thread loading = Thread.ofPlatform().name("load").start(beside);
      boolean signalsIgnored = NativeProcess.ignoreTerminalSignals();
      beside.get();
      // A thread that lives would not be bound by all layers of the sandbox.
      loading.join();
      status = run(List.of(args), signalsIgnored);
    } catch (IOException | ExecutionException | InterruptedException | RuntimeException | Error e) {
      System.err.println("worker: " + e);
    } finally {
      NativeProcess.exitNow(status);
    }
  }

  private static int run(List<String> args, boolean signalsIgnored) throws IOException {
    Optional<SandboxPlan> plan = plan(args, signalsIgnored);
    if (plan.isEmpty()) {
      System.err.println(
          "usage: Main SOCKET [%s] [%s] [%sDIGEST] [%sTYPE:[ID],...]; nonce on stdin"
              .formatted(DIE_WITH_PARENT_THREAD, WARM_UP, GUEST, OUTSIDE));
      return EXIT_USAGE;
    }
    Nonce nonce = readNonce();
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(args.getFirst()))) {
      // Before anything that came from a PVF is read.
      List<SandboxLayer> layers = Sandbox.close(plan.get());
      SelfWarmUp warmUp = SelfWarmUp.start(args.contains(WARM_UP));
      Optional<String> guest =
          args.stream()
              .filter(a -> a.startsWith(GUEST))
              .map(a -> a.substring(GUEST.length()))
              .findFirst();
      return new Worker(new FrameChannel(socket), nonce, JitGate.start(), warmUp, guest)
          .serve(layers);
    }
  }

  private static boolean load() throws IOException {
    // What has to be unpacked to a file first; afterwards no file can be written.
    MaybeCompressedBlob.loadNative();
    // What the virtual machine does when it first closes a socket, or looks what one can do: it
    // makes another one, which later would be taken for an attack.
    try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (socket.supportedOptions().isEmpty()) {
        throw new IOException("a socket without options");
      }
    }
    return true;
  }

  private static Optional<SandboxPlan> plan(List<String> args, boolean signalsIgnored) {
    if (args.isEmpty()) {
      return Optional.empty();
    }
    boolean dieWithThread = false;
    Optional<String> outside = Optional.empty();
    for (String arg : args.subList(1, args.size())) {
      if (arg.equals(DIE_WITH_PARENT_THREAD)) {
        dieWithThread = true;
      } else if (arg.startsWith(OUTSIDE)) {
        outside = Optional.of(arg.substring(OUTSIDE.length()));
      } else if (!arg.equals(WARM_UP) && !arg.startsWith(GUEST)) {
        return Optional.empty();
      }
    }
    return Optional.of(new SandboxPlan(signalsIgnored, dieWithThread, outside, true));
  }

  private static Nonce readNonce() throws IOException {
    byte[] digits = System.in.readNBytes(2 * Nonce.BYTES);
    return new Nonce(new String(digits, StandardCharsets.US_ASCII));
  }
}
