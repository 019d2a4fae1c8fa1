package dev.vouch.pvf.worker;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameException;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.Payload;
import dev.vouch.pvf.engine.HostWarmUp;
import dev.vouch.pvf.sandbox.NativeProcess;
import dev.vouch.pvf.sandbox.Sandbox;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Another entry: does, outside of any sandbox and without a host, what a worker does, so that the
 * virtual machine can record it: {@code java -XX:AOTCacheOutput=FILE <a worker's own options and
 * class path> dev.vouch.pvf.worker.Training DIRECTORY}, the directory being for one socket. Workers
 * that are started with {@code -XX:AOTCache=FILE} and otherwise equal options start several times
 * faster. A second argument is the archive of an artifact that stands on the class path too: its
 * classes are linked, so that they are in the cache, and none of their code is run. A cache that
 * does not fit the virtual machine or the jars is ignored.
 */
public final class Training {
  /** {@code validate_block} that returns an empty result; one unknown import, never called. */
  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000010c0260017f017e60027f7f017e02250103656e761d6578745f6e6f626f64795f"
                  + "6861735f746869735f76657273696f6e5f3100000302010105030100020608017f00418080"
                  + "040b072903066d656d6f727902000b5f5f686561705f6261736503000e76616c6964617465"
                  + "5f626c6f636b00010a0b0109004290808080c0010b0b12010041100b0c0000000000000000"
                  + "00000000");

  private static final String CLASS = ".class";

  /** Enough for the interpreter to notice what is used often. */
  private static final int RUNS = 50;

  private static final Nonce NONCE = new Nonce("00".repeat(Nonce.BYTES));
  private static final Payload NO_PARAMS = Payload.of(new byte[1]);
  private static final Payload HASH = Payload.of(new byte[32]);

  private Training() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, FrameException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: Training DIRECTORY [GUEST]");
      System.exit(Main.EXIT_USAGE);
    }
    NativeProcess.ignoreTerminalSignals();
    MaybeCompressedBlob.loadNative();
    Sandbox.rehearse();
    HostWarmUp.run(() -> false);
    Path socket = Path.of(args[0]).resolve("training");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var address = UnixDomainSocketAddress.of(socket);
      server.bind(address);
      try (var worker = new FrameChannel(SocketChannel.open(address));
          var host = new FrameChannel(server.accept())) {
        converse(worker, host);
      }
    } finally {
      Files.deleteIfExists(socket);
    }
    if (args.length == 2) {
      linkGuest(Path.of(args[1]));
    }
  }

  /** Asking for their methods links classes and runs none of their code. */
  private static void linkGuest(Path jar) throws IOException {
    ClassLoader loader = Training.class.getClassLoader();
    int linked = 0;
    try (ZipFile archive = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(archive.entries())) {
        String name = entry.getName();
        if (name.endsWith(CLASS)) {
          String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
          linked += Class.forName(type, false, loader).getDeclaredMethods().length;
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException("the guest's classes do not link: " + e, e);
    }
    if (linked == 0) {
      throw new IllegalStateException("the guest has no methods");
    }
  }

  private static void converse(FrameChannel worker, FrameChannel host)
      throws IOException, FrameException {
    worker.write(
        new Frame.Hello(
            NONCE,
            Versions.worker(),
            Versions.jvm(),
            Versions.engine(),
            ProcessHandle.current().pid(),
            Versions.jit(),
            List.of()));
    host.readToHost();
    host.write(new Frame.HelloAck(NONCE));
    worker.readToWorker();
    host.write(new Frame.PrepareJob(1, Payload.of(MODULE), MODULE.length, NO_PARAMS, true));
    if (!(worker.readToWorker() instanceof Frame.PrepareJob job)
        || !(Preparation.run(job) instanceof Frame.PrepareDone done)) {
      throw new IllegalStateException("the training module does not prepare");
    }
    for (EngineMode mode : EngineMode.values()) {
      host.write(new Frame.LoadArtifact(done.artifact(), done.digest(), mode));
      if (!(worker.readToWorker() instanceof Frame.LoadArtifact load)
          || !(Executor.load(load) instanceof Executor.Loading.Ready(Executor executor, var ok))) {
        throw new IllegalStateException("the training artifact does not load");
      }
      worker.write(ok);
      host.readToHost();
      runs(worker, host, executor);
    }
  }

  private static void runs(FrameChannel worker, FrameChannel host, Executor executor)
      throws IOException, FrameException {
    var extension = Optional.of(new JobInput.SchedulingExtension(HASH, HASH));
    var pvd = Payload.of(new byte[1 + 4 + 32 + 4]);
    for (int i = 0; i < RUNS; i++) {
      host.write(
          new Frame.ExecuteJob(
              i, NO_PARAMS, new JobInput.CandidateParams(pvd, NO_PARAMS, 1024, extension)));
      if (!(worker.readToWorker() instanceof Frame.ExecuteJob job)
          || !(executor.prepare(job) instanceof Executor.Input.Ready(Executor.Run run))) {
        throw new IllegalStateException("the training job was lost");
      }
      worker.write(new Frame.JobStarted(i, NativeProcess.threadId()));
      worker.write(run.guest());
      host.readToHost();
      if (!(host.readToHost() instanceof Frame.ExecuteDone)) {
        throw new IllegalStateException("the training job failed");
      }
    }
  }
}
