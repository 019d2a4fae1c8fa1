package dev.vouch.node;

import dev.vouch.bus.FailureException;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.messages.Answer;
import dev.vouch.messages.ErasureCoderMessage;
import dev.vouch.messages.ErasureCoderMessage.ComputeErasureRoot;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PoV;
import dev.vouch.scale.ScaleException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Computes erasure roots on threads of its own: a PoV of 5 MiB takes a good part of a second. */
public final class ErasureCoderVerticle extends ServiceVerticle {
  /** Roots computed at a time; each holds its PoV and the chunks of it in memory. */
  private static final int THREADS = 2;

  /** Waiting computations; each is a small message. */
  private static final int MAX_WAITING = 64;

  private static final long MAX_SECONDS = 30;

  private final BlobStore blobs;
  private @Nullable WorkerExecutor workers;
  private int waiting;

  public ErasureCoderVerticle(NodeContext node, BlobStore blobs) {
    super(SubsystemName.ERASURE_CODER, node);
    this.blobs = blobs;
  }

  @Override
  protected Future<?> prepare() {
    workers =
        vertx.createSharedWorkerExecutor(
            "vouch-erasure-" + node().node(), THREADS, MAX_SECONDS, TimeUnit.SECONDS);
    return Future.succeededFuture();
  }

  @Override
  protected Future<? extends Answer> serve(Message message) {
    if (!(message instanceof ComputeErasureRoot work) || workers == null) {
      return failed(Failure.Kind.BAD_REQUEST, "the erasure coder computes roots only");
    }
    if (waiting >= MAX_WAITING) {
      return failed(Failure.Kind.OVERLOADED, MAX_WAITING + " erasure roots wait already");
    }
    waiting++;
    return workers
        .<Answer>executeBlocking(() -> compute(work), false)
        .onComplete(done -> waiting--);
  }

  private ErasureCoderMessage.ErasureRoot compute(ComputeErasureRoot work) {
    try {
      PoV pov = PoV.CODEC.decodeAll(Bytes.wrap(blobs.read(work.pov())));
      AvailableData data = new AvailableData(pov, work.validationData());
      return new ErasureCoderMessage.ErasureRoot(ErasureRoot.of(work.nValidators(), data));
    } catch (IOException e) {
      throw new FailureException(Failure.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (ScaleException | ErasureException e) {
      throw new FailureException(Failure.Kind.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }
}
