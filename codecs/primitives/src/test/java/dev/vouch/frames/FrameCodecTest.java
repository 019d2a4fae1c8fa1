package dev.vouch.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.JobInput.CandidateParams;
import dev.vouch.frames.JobInput.RawParams;
import dev.vouch.frames.JobInput.SchedulingExtension;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrameCodecTest {
  private static final Nonce NONCE = new Nonce("00112233445566778899aabbccddeeff");
  private static final Payload HASH = Payload.of(new byte[32]);

  private static final List<Frame> SAMPLES =
      List.of(
          new Frame.Hello(
              NONCE,
              "0.1",
              "25.0.1 Temurin",
              "chicory 1.7.5",
              4711,
              "c1",
              List.of(
                  new SandboxLayer("seccomp", true, "denied"),
                  new SandboxLayer("landlock", false, "kernel without it"))),
          new Frame.HelloAck(NONCE),
          new Frame.PrepareJob(1, payload(70_000), 30 << 20, payload(1), true),
          new Frame.PrepareJob(
              1, payload(70), 30 << 20, payload(1), true, Levers.ALL.without(Lever.STATIC_MEMORY)),
          new Frame.PrepareDone(
              1,
              payload(9000),
              HASH,
              5,
              100,
              2,
              List.of(7, 9),
              List.of("function 3"),
              1L << 40,
              -1,
              77),
          new Frame.PrepareFailed(1, PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB, "bömb"),
          new Frame.LoadArtifact(payload(3), HASH, Frame.EngineMode.INTERPRETER),
          new Frame.Loaded(5, 6),
          new Frame.LoadFailed(ExecuteErrorKind.CORRUPTED_ARTIFACT, "digest"),
          new Frame.ExecuteJob(2, payload(1), new RawParams(payload(127))),
          new Frame.ExecuteJob(
              3,
              payload(1),
              new CandidateParams(payload(88), payload(5000), 40 << 20, Optional.empty())),
          new Frame.ExecuteJob(
              4,
              payload(1),
              new CandidateParams(
                  payload(88),
                  payload(17),
                  40 << 20,
                  Optional.of(new SchedulingExtension(HASH, HASH)))),
          new Frame.JobStarted(4, 4712),
          new Frame.ExecuteDone(4, payload(85), 10, 20, 127, 16),
          new Frame.ExecuteFailed(4, ExecuteErrorKind.INVALID_CANDIDATE, "execute: trap", 1, 2),
          new Frame.Shutdown());

  @Test
  void everyFrameComesBackAsItWas() throws Exception {
    for (Frame frame : SAMPLES) {
      assertThat(decode(frame, body(frame))).isEqualTo(frame);
    }
    assertThat(SAMPLES.stream().map(Frame::getClass).distinct())
        .as("every kind of frame is among the samples")
        .hasSize(
            Frame.ToHost.class.getPermittedSubclasses().length
                + Frame.ToWorker.class.getPermittedSubclasses().length);
  }

  @Test
  void aFrameThatIsCutOffAnywhereIsRefused() throws Exception {
    for (Frame frame : SAMPLES) {
      byte[] body = body(frame);
      int step = Math.max(1, body.length / 200);
      for (int length = 0; length < body.length; length += step) {
        byte[] cut = Arrays.copyOf(body, length);
        assertThatThrownBy(() -> decode(frame, cut))
            .as("%s cut to %s of %s", frame.getClass().getSimpleName(), length, body.length)
            .isInstanceOf(FrameException.class);
      }
    }
  }

  @Test
  void bytesLeftOverAreRefused() throws Exception {
    for (Frame frame : SAMPLES) {
      byte[] body = body(frame);
      byte[] longer = Arrays.copyOf(body, body.length + 1);
      assertThatThrownBy(() -> decode(frame, longer)).isInstanceOf(FrameException.class);
    }
  }

  @Test
  void hostileBytesGiveAFrameOrAFrameExceptionAndNothingElse() throws Exception {
    long seed = 20_260_926L;
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      Frame frame = SAMPLES.get(random.nextInt(SAMPLES.size()));
      byte[] body = body(frame);
      for (int i = 0; i <= random.nextInt(4); i++) {
        body[random.nextInt(Math.min(body.length, 64))] = (byte) random.nextInt(256);
      }
      try {
        decode(frame, body);
      } catch (FrameException expected) {
        // the only way to refuse
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void aFrameForTheOtherSideIsRefused() throws Exception {
    for (Frame frame : SAMPLES) {
      byte[] body = body(frame);
      assertThatThrownBy(
              () -> {
                if (frame instanceof Frame.ToHost) {
                  FrameCodec.decodeToWorker(body);
                } else {
                  FrameCodec.decodeToHost(body);
                }
              })
          .isInstanceOf(FrameException.class);
    }
  }

  @Test
  void aTextThatIsTooLongIsCutBetweenCharacters() throws Exception {
    var frame = new Frame.PrepareFailed(1, PrepareErrorKind.PREPARATION, "x" + "ä".repeat(4000));
    var back = (Frame.PrepareFailed) decode(frame, body(frame));
    assertThat(back.reason()).isEqualTo("x" + "ä".repeat(2047));
  }

  @Test
  void parametersThatNoGuestCanTakeAreCutToOneByteTooMany() {
    assertThat(JobInput.raw(new byte[40 << 20]).params().size()).isEqualTo((32 << 20) + 1);
    assertThat(JobInput.raw(new byte[32 << 20]).params().size()).isEqualTo(32 << 20);
  }

  @Test
  void framesTravelThroughAUnixSocketAndItsEndIsSeen(@TempDir Path dir) throws Exception {
    var address = UnixDomainSocketAddress.of(dir.resolve("s"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      server.bind(address);
      var large = new Frame.LoadArtifact(payload(12 << 20), HASH, Frame.EngineMode.COMPILED);
      var sent =
          pool.submit(
              (Callable<Void>)
                  () -> {
                    try (var channel = new FrameChannel(SocketChannel.open(address))) {
                      channel.write(large);
                      channel.write(new Frame.Shutdown());
                    }
                    return null;
                  });
      try (var channel = new FrameChannel(server.accept())) {
        assertThat(channel.readToWorker()).isEqualTo(large);
        assertThat(channel.readToWorker()).isEqualTo(new Frame.Shutdown());
        assertThatThrownBy(channel::readToWorker).isInstanceOf(EOFException.class);
      }
      sent.get();
    }
    Files.deleteIfExists(address.getPath());
  }

  @Test
  void aLengthBeyondTheBoundIsRefusedBeforeItsBytesAreThere(@TempDir Path dir) throws Exception {
    var address = UnixDomainSocketAddress.of(dir.resolve("s"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (var client = SocketChannel.open(address);
          var channel = new FrameChannel(server.accept())) {
        client.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, 127}));
        assertThatThrownBy(channel::readToHost)
            .isInstanceOf(FrameException.class)
            .hasMessageContaining("frame length");
      }
    }
  }

  @Test
  void aNonceIsNeverPrinted() {
    assertThat(NONCE.toString()).doesNotContain(NONCE.hex());
  }

  private static Payload payload(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Payload.of(bytes);
  }

  private static byte[] body(Frame frame) throws FrameException {
    var out = new ByteArrayOutputStream();
    for (ByteBuffer part : FrameCodec.encode(frame)) {
      var bytes = new byte[part.remaining()];
      part.get(bytes);
      out.writeBytes(bytes);
    }
    byte[] all = out.toByteArray();
    return Arrays.copyOfRange(all, 4, all.length);
  }

  private static Frame decode(Frame like, byte[] body) throws FrameException {
    return like instanceof Frame.ToHost
        ? FrameCodec.decodeToHost(body)
        : FrameCodec.decodeToWorker(body);
  }
}
