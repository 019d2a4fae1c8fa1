package dev.vouch.frames;

import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.Frame.ExecuteJob;
import dev.vouch.frames.Frame.Hello;
import dev.vouch.frames.Frame.HelloAck;
import dev.vouch.frames.Frame.JobStarted;
import dev.vouch.frames.Frame.LoadArtifact;
import dev.vouch.frames.Frame.LoadFailed;
import dev.vouch.frames.Frame.Loaded;
import dev.vouch.frames.Frame.PrepareDone;
import dev.vouch.frames.Frame.PrepareFailed;
import dev.vouch.frames.Frame.PrepareJob;
import dev.vouch.frames.Frame.Shutdown;
import dev.vouch.frames.Frame.ToHost;
import dev.vouch.frames.Frame.ToWorker;
import dev.vouch.frames.JobInput.CandidateParams;
import dev.vouch.frames.JobInput.RawParams;
import dev.vouch.frames.JobInput.SchedulingExtension;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/** Frames to bytes and back; decoding is strict and bounded. */
public final class FrameCodec {
  private static final int HELLO = 1;
  private static final int HELLO_ACK = 2;
  private static final int PREPARE_JOB = 3;
  private static final int PREPARE_DONE = 4;
  private static final int PREPARE_FAILED = 5;
  private static final int LOAD_ARTIFACT = 6;
  private static final int LOADED = 7;
  private static final int LOAD_FAILED = 8;
  private static final int EXECUTE_JOB = 9;
  private static final int JOB_STARTED = 10;
  private static final int EXECUTE_DONE = 11;
  private static final int EXECUTE_FAILED = 12;
  private static final int SHUTDOWN = 13;

  private static final int RAW = 0;
  private static final int CANDIDATE = 1;

  private FrameCodec() {}

  /** The whole frame, length prefix included, to be written in order. */
  public static ByteBuffer[] encode(Frame frame) throws FrameException {
    return switch (frame) {
      case ToWorker toWorker -> fields(toWorker).frame(FrameLimits.MAX_TO_WORKER_BYTES);
      case ToHost toHost -> fields(toHost).frame(FrameLimits.MAX_TO_HOST_BYTES);
    };
  }

  /** Decodes what a worker received, without the length prefix. */
  public static ToWorker decodeToWorker(byte[] body) throws FrameException {
    var in = new FieldReader(body);
    int type = in.u8("type");
    ToWorker frame =
        switch (type) {
          case HELLO_ACK -> new HelloAck(nonce(in));
          case PREPARE_JOB ->
              new PrepareJob(
                  in.u64("jobId"),
                  in.bytes(FrameLimits.MAX_TO_WORKER_BYTES, "code"),
                  in.size(Integer.MAX_VALUE, "codeBombLimit"),
                  in.bytes(FrameLimits.MAX_EXECUTOR_PARAMS_BYTES, "executorParams"),
                  in.flag("precheck"),
                  levers(in));
          case LOAD_ARTIFACT ->
              new LoadArtifact(
                  in.bytes(FrameLimits.MAX_TO_WORKER_BYTES, "artifact"),
                  in.hash("digest"),
                  in.constant(EngineMode.values(), "mode"));
          case EXECUTE_JOB ->
              new ExecuteJob(
                  in.u64("jobId"),
                  in.bytes(FrameLimits.MAX_EXECUTOR_PARAMS_BYTES, "executorParams"),
                  input(in));
          case SHUTDOWN -> new Shutdown();
          default -> throw new FrameException("type " + type + " is not for a worker");
        };
    in.end();
    return frame;
  }

  /** Decodes what a host received, without the length prefix. */
  public static ToHost decodeToHost(byte[] body) throws FrameException {
    var in = new FieldReader(body);
    int type = in.u8("type");
    ToHost frame =
        switch (type) {
          case HELLO -> hello(in);
          case PREPARE_DONE -> prepareDone(in);
          case PREPARE_FAILED ->
              new PrepareFailed(
                  in.u64("jobId"),
                  in.constant(PrepareErrorKind.values(), "kind"),
                  in.text("reason"));
          case LOADED -> new Loaded(in.u64("cpuNanos"), in.u64("wallNanos"));
          case LOAD_FAILED ->
              new LoadFailed(in.constant(ExecuteErrorKind.values(), "kind"), in.text("reason"));
          case JOB_STARTED -> new JobStarted(in.u64("jobId"), in.u64("guestThread"));
          case EXECUTE_DONE ->
              new ExecuteDone(
                  in.u64("jobId"),
                  in.bytes(FrameLimits.MAX_TO_HOST_BYTES, "result"),
                  in.u64("guestCpuNanos"),
                  in.u64("wallNanos"),
                  in.size(Integer.MAX_VALUE, "paramsBytes"),
                  in.size(Integer.MAX_VALUE, "blockDataBytes"));
          case EXECUTE_FAILED ->
              new ExecuteFailed(
                  in.u64("jobId"),
                  in.constant(ExecuteErrorKind.values(), "kind"),
                  in.text("reason"),
                  in.u64("guestCpuNanos"),
                  in.u64("wallNanos"));
          default -> throw new FrameException("type " + type + " is not for a host");
        };
    in.end();
    return frame;
  }

  private static FieldWriter fields(ToWorker frame) {
    var out = new FieldWriter();
    return switch (frame) {
      case HelloAck f -> out.u8(HELLO_ACK).text(f.nonce().hex());
      case PrepareJob f ->
          out.u8(PREPARE_JOB)
              .u64(f.jobId())
              .bytes(f.code())
              .u32(f.codeBombLimitBytes())
              .bytes(f.executorParams())
              .flag(f.precheck())
              .u32(f.levers().bits());
      case LoadArtifact f ->
          out.u8(LOAD_ARTIFACT)
              .bytes(f.artifact())
              .bytes(f.digest())
              .constant(EngineMode.values(), f.mode());
      case ExecuteJob f -> {
        out.u8(EXECUTE_JOB).u64(f.jobId()).bytes(f.executorParams());
        yield input(out, f.input());
      }
      case Shutdown _ -> out.u8(SHUTDOWN);
    };
  }

  private static FieldWriter fields(ToHost frame) {
    var out = new FieldWriter();
    return switch (frame) {
      case Hello f -> {
        out.u8(HELLO)
            .text(f.nonce().hex())
            .text(f.workerVersion())
            .text(f.jvmVersion())
            .text(f.engineVersion())
            .u64(f.pid())
            .text(f.jit())
            .u32(f.sandbox().size());
        f.sandbox().forEach(l -> out.text(l.name()).flag(l.held()).text(l.detail()));
        yield out;
      }
      case PrepareDone f -> {
        out.u8(PREPARE_DONE)
            .u64(f.jobId())
            .bytes(f.artifact())
            .bytes(f.digest())
            .u32(f.codeBytes())
            .u32(f.functions())
            .u32(f.interpretedFunctions());
        var listed =
            f.interpretedIndices().stream().limit(FrameLimits.MAX_INTERPRETED_LISTED).toList();
        out.u32(listed.size());
        listed.forEach(out::u32);
        var alike = f.lookAlikes().stream().limit(FrameLimits.MAX_LOOK_ALIKES).toList();
        out.u32(alike.size());
        alike.forEach(out::text);
        yield out.u64(f.cpuNanos()).u64(f.wallNanos()).u64(f.peakMemoryBytes());
      }
      case PrepareFailed f ->
          out.u8(PREPARE_FAILED)
              .u64(f.jobId())
              .constant(PrepareErrorKind.values(), f.kind())
              .text(f.reason());
      case Loaded f -> out.u8(LOADED).u64(f.cpuNanos()).u64(f.wallNanos());
      case LoadFailed f ->
          out.u8(LOAD_FAILED).constant(ExecuteErrorKind.values(), f.kind()).text(f.reason());
      case JobStarted f -> out.u8(JOB_STARTED).u64(f.jobId()).u64(f.guestThread());
      case ExecuteDone f ->
          out.u8(EXECUTE_DONE)
              .u64(f.jobId())
              .bytes(f.result())
              .u64(f.guestCpuNanos())
              .u64(f.wallNanos())
              .u32(f.paramsBytes())
              .u32(f.blockDataBytes());
      case ExecuteFailed f ->
          out.u8(EXECUTE_FAILED)
              .u64(f.jobId())
              .constant(ExecuteErrorKind.values(), f.kind())
              .text(f.reason())
              .u64(f.guestCpuNanos())
              .u64(f.wallNanos());
    };
  }

  private static FieldWriter input(FieldWriter out, JobInput input) {
    return switch (input) {
      case RawParams raw -> out.u8(RAW).bytes(raw.params());
      case CandidateParams c -> {
        out.u8(CANDIDATE).bytes(c.pvd()).bytes(c.pov()).u32(c.povBombLimitBytes());
        out.flag(c.extension().isPresent());
        c.extension().ifPresent(e -> out.bytes(e.relayParent()).bytes(e.schedulingParent()));
        yield out;
      }
    };
  }

  private static JobInput input(FieldReader in) throws FrameException {
    int kind = in.u8("input");
    return switch (kind) {
      case RAW -> new RawParams(in.bytes(FrameLimits.MAX_PARAMS_BYTES, "params"));
      case CANDIDATE ->
          new CandidateParams(
              in.bytes(FrameLimits.MAX_TO_WORKER_BYTES, "pvd"),
              in.bytes(FrameLimits.MAX_TO_WORKER_BYTES, "pov"),
              in.size(Integer.MAX_VALUE, "povBombLimit"),
              in.flag("extension")
                  ? Optional.of(
                      new SchedulingExtension(in.hash("relayParent"), in.hash("schedulingParent")))
                  : Optional.empty());
      default -> throw new FrameException("input " + kind + " is unknown");
    };
  }

  private static Hello hello(FieldReader in) throws FrameException {
    var nonce = nonce(in);
    var worker = in.text("workerVersion");
    var jvm = in.text("jvmVersion");
    var engine = in.text("engineVersion");
    long pid = in.u64("pid");
    var jit = in.text("jit");
    int count = in.size(FrameLimits.MAX_SANDBOX_LAYERS, "sandbox layers");
    var layers = new ArrayList<SandboxLayer>(count);
    for (int i = 0; i < count; i++) {
      layers.add(new SandboxLayer(in.text("layer"), in.flag("held"), in.text("detail")));
    }
    return new Hello(nonce, worker, jvm, engine, pid, jit, layers);
  }

  private static PrepareDone prepareDone(FieldReader in) throws FrameException {
    long jobId = in.u64("jobId");
    var artifact = in.bytes(FrameLimits.MAX_TO_HOST_BYTES, "artifact");
    var digest = in.hash("digest");
    int codeBytes = in.size(Integer.MAX_VALUE, "codeBytes");
    int functions = in.size(Integer.MAX_VALUE, "functions");
    int interpreted = in.size(Integer.MAX_VALUE, "interpretedFunctions");
    int count = in.size(FrameLimits.MAX_INTERPRETED_LISTED, "interpreted indices");
    var indices = new ArrayList<Integer>(count);
    for (int i = 0; i < count; i++) {
      indices.add(in.u32("interpreted index"));
    }
    int alikeCount = in.size(FrameLimits.MAX_LOOK_ALIKES, "look-alikes");
    var alike = new ArrayList<String>(alikeCount);
    for (int i = 0; i < alikeCount; i++) {
      alike.add(in.text("look-alike"));
    }
    return new PrepareDone(
        jobId,
        artifact,
        digest,
        codeBytes,
        functions,
        interpreted,
        indices,
        alike,
        in.u64("cpuNanos"),
        in.u64("wallNanos"),
        in.u64("peakMemoryBytes"));
  }

  private static Levers levers(FieldReader in) throws FrameException {
    try {
      return Levers.ofBits(in.u32("levers"));
    } catch (IllegalArgumentException e) {
      throw new FrameException("levers: " + e.getMessage());
    }
  }

  private static Nonce nonce(FieldReader in) throws FrameException {
    String hex = in.text("nonce");
    try {
      return new Nonce(hex);
    } catch (IllegalArgumentException e) {
      throw new FrameException("nonce: " + e.getMessage());
    }
  }
}
