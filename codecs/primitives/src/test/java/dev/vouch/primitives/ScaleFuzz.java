package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.fuzz.Choices;
import dev.vouch.fuzz.FuzzRun;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Every decoder of the package: four bytes choose the type, the rest is decoded. Decoding ends in a
 * value or a {@link ScaleException}, allocates no more than a multiple of the input, and a value
 * that came out survives a round trip; but for sets, maps and surplus bits it has the very bytes
 * that it was read from.
 */
public final class ScaleFuzz {
  /** A value of one byte on the wire may be an object with a list of its own. */
  private static final long BYTES_PER_BYTE = 1024;

  private static final long BYTES_AT_LEAST = 16 * 1024;

  private static final FuzzRun RUN = new FuzzRun(ScaleFuzz.class);

  private record Decoded(Object value, int length) {}

  @BeforeAll
  static void loadAllTypesBeforeTimeCounts() {
    assertThat(Decoders.all()).isNotEmpty();
  }

  @AfterAll
  static void print() {
    RUN.print();
  }

  @FuzzTest
  void everyDecoderGivesAValueOrItsError(byte[] input) {
    Choices choices = new Choices(input);
    Decoders.Entry entry = Decoders.at(choices.i32());
    byte[] body = choices.rest().toArray();
    RUN.input();
    long bound = BYTES_AT_LEAST + BYTES_PER_BYTE * body.length;
    try {
      Decoded decoded = RUN.within(bound, () -> decode(entry.codec(), body));
      RUN.outcome("decoded");
      checkRoundTrip(entry, decoded.value, Bytes.wrap(Arrays.copyOf(body, decoded.length)));
    } catch (ScaleException e) {
      RUN.outcome("refused");
      assertThat(e.offset()).as(entry.name()).isBetween(0, body.length);
      assertThat(e.getMessage()).as(entry.name()).contains(" at offset ");
    }
  }

  private static Decoded decode(Codec<Object> codec, byte[] body) throws ScaleException {
    ScaleReader in = new ScaleReader(body);
    return new Decoded(codec.decode(in), in.position());
  }

  private static void checkRoundTrip(Decoders.Entry entry, Object value, Bytes read) {
    Codec<Object> codec = entry.codec();
    Bytes encoded = codec.encodeToBytes(value);
    try {
      Object again = codec.decodeAll(encoded);
      assertThat(again).as(entry.name()).isEqualTo(value);
      assertThat(codec.encodeToBytes(again)).as(entry.name()).isEqualTo(encoded);
    } catch (ScaleException e) {
      throw new AssertionError(entry.name() + " does not read what it wrote", e);
    }
    if (entry.lenient()) {
      assertThat(encoded.length()).as(entry.name()).isLessThanOrEqualTo(read.length());
    } else {
      assertThat(encoded).as(entry.name()).isEqualTo(read);
    }
  }
}
