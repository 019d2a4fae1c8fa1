package dev.vouch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WireCodecsTest {
  private static final long SEED = Long.getLong("vouch.seed", 20261121);

  private final SequencedMap<Class<?>, Codec<Object>> codecs = BusCodecs.wireCodecs();

  private Codec<Object> codec(Class<?> type) {
    return Objects.requireNonNull(codecs.get(type), type::getName);
  }

  @Test
  void everyMessageAndAnswerRoundTrips() throws ScaleException {
    Samples samples = new Samples(SEED);
    List<Class<?>> withoutSample = new ArrayList<>();
    for (Class<?> type : WireTypes.all()) {
      Codec<Object> codec = codec(type);
      for (int i = 0; i < 20; i++) {
        Optional<Object> sample = samples.of(type);
        if (sample.isEmpty()) {
          withoutSample.add(type);
          break;
        }
        Object value = sample.orElseThrow();
        Bytes wire = codec.encodeToBytes(value);
        assertThat(codec.decodeAll(wire)).as("%s, seed %d", type, SEED).isEqualTo(value);
      }
    }
    assertThat(withoutSample).as("types that nothing was generated for, seed %d", SEED).isEmpty();
  }

  @Test
  void anEnvelopeCarriesEveryMessageWithItsWatermarkAndDeadline() throws ScaleException {
    Samples samples = new Samples(SEED);
    Codec<Object> codec = codec(Envelope.class);
    for (Class<?> type : WireTypes.all()) {
      Record body = (Record) samples.of(type).orElseThrow(() -> new AssertionError(type));
      Envelope envelope = new Envelope(body, 7, "alice", 2_500);
      assertThat(codec.decodeAll(codec.encodeToBytes(envelope))).isEqualTo(envelope);
    }
  }

  @Test
  void hostileBytesGiveTheTypedFailureAndNothingElse() {
    SplittableRandom random = new SplittableRandom(SEED);
    Samples samples = new Samples(SEED);
    int refused = 0;
    for (Class<?> type : WireTypes.all()) {
      BodyCodec<Object> body = new BodyCodec<>(WireName.codec(type), codec(type));
      Buffer honest = Buffer.buffer();
      body.encodeToWire(honest, samples.of(type).orElseThrow(() -> new AssertionError(type)));
      for (int i = 0; i < 200; i++) {
        byte[] bytes = honest.getBytes();
        for (int k = 0; k <= random.nextInt(4); k++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        Buffer hostile = Buffer.buffer(bytes).slice(0, random.nextInt(bytes.length + 1));
        try {
          body.decodeFromWire(0, hostile);
        } catch (FailureException e) {
          assertThat(e.failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
          assertThat(e.failure().reason()).contains(WireName.of(type));
          refused++;
        }
      }
    }
    assertThat(refused).as("seed %d", SEED).isGreaterThan(1_000);
  }

  @Test
  void aLengthBeyondTheFrameIsRefusedBeforeAnythingIsAllocated() {
    BodyCodec<Object> body = new BodyCodec<>("vouch/x/1", codecs.sequencedValues().getFirst());

    assertThatThrownBy(() -> body.decodeFromWire(0, Buffer.buffer().appendInt(Integer.MAX_VALUE)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("2147483647");
    assertThatThrownBy(() -> body.decodeFromWire(0, Buffer.buffer().appendInt(-1)))
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> body.decodeFromWire(0, Buffer.buffer("ab")))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void everyMessageTypeIsKnownToTheBus() {
    // A new message interface must be listed in WireTypes, or its first message fails.
    List<Class<?>> messages =
        WireTypes.all().stream()
            .<Class<?>>map(t -> t)
            .filter(Message.class::isAssignableFrom)
            .toList();

    assertThat(messages.stream().map(Class::getDeclaringClass).distinct()).hasSize(17);
    assertThat(WireTypes.all())
        .contains(
            CandidateBackingMessage.BackableCandidates.class, CandidateBackingMessage.Second.class);
  }

  @Test
  void codecNamesCarryTheirVersionAndAreUnique() {
    List<String> names = codecs.keySet().stream().map(WireName::codec).toList();

    assertThat(names).doesNotHaveDuplicates().contains("vouch/CandidateBackingMessage.Second/1");
    assertThat(names).allMatch(name -> name.startsWith("vouch/") && name.endsWith("/1"));
  }

  /** A component that has no wire form. */
  public record Unknown(List<Date> dates) {}

  /** A component that refers to itself. */
  public record Endless(Optional<Endless> next) {}

  @Test
  void anUnknownComponentTypeIsNamedAtRegistration() {
    assertThatThrownBy(() -> new RecordCodecs().of(Unknown.class, "Unknown"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unknown.dates")
        .hasMessageContaining("java.util.Date");
    assertThatThrownBy(() -> new RecordCodecs().of(Endless.class, "Endless"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contains itself");
  }
}
