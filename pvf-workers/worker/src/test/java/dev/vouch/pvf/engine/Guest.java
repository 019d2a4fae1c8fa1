package dev.vouch.pvf.engine;

import dev.vouch.frames.Levers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** Prepares, loads and runs modules the way a worker does, in a thread with a guest's stack. */
final class Guest {
  /** Bytes; the reference's 256 MiB and room for the engine. */
  private static final long STACK = 384L << 20;

  private Guest() {}

  /** A step that may fail. */
  interface Step {
    void run() throws Exception;
  }

  static void run(Step step) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread guest =
        new Thread(
            null,
            () -> {
              try {
                step.run();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "guest",
            STACK);
    guest.start();
    guest.join();
    if (failure.get() != null) {
      throw new AssertionError("the guest thread failed", failure.get());
    }
  }

  /** A {@link LoadedPvf}, or the rejection. */
  static Object load(byte[] code, EngineKind engine, Path directory) {
    return load(code, engine, Levers.ALL, directory);
  }

  static Object load(byte[] code, EngineKind engine, Levers levers, Path directory) {
    PrepareOutcome outcome = Preparer.prepare(code, EngineParams.DEFAULT, levers);
    if (!(outcome instanceof PrepareOutcome.Prepared prepared)) {
      return outcome;
    }
    try {
      Path file = Files.createTempFile(directory, "artifact", ".jar");
      Files.write(file, prepared.artifact().bytes());
      LoadedPvf loaded = Engine.load(file, engine);
      Files.delete(file);
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoadedPvf accepted(byte[] code, EngineKind engine, Path directory) {
    Object loaded = load(code, engine, directory);
    if (loaded instanceof LoadedPvf pvf) {
      return pvf;
    }
    throw new AssertionError("not accepted: " + loaded);
  }
}
