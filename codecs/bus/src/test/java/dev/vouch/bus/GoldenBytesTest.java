package dev.vouch.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/**
 * The wire form of every message is what it was when the version in its codec's name was given: one
 * value of each type, made from a seed, has the bytes of the golden file.
 */
class GoldenBytesTest {
  private static final String FILE = "bus-wire-forms.txt";
  private static final long SEED = 4;

  /** Names the golden file to be written instead of compared with. */
  private static final String RENEW = "vouch.golden";

  private static final String REMEDY =
      """
      The wire form of %s is no longer that of its codec's name. Nodes of one cluster must not read \
      each other wrongly: if the change is meant, raise WireName.VERSION and renew the golden file \
      with  mvn -pl codecs/bus -am -Dtest=GoldenBytesTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Dvouch.golden=src/test/resources/golden/bus-wire-forms.txt test\
      """;

  private final SequencedMap<Class<?>, Codec<Object>> codecs = BusCodecs.wireCodecs();

  @Test
  void everyMessageHasTheBytesOfItsVersion() throws IOException, ScaleException {
    Map<String, String> now = bytes();
    String renewed = System.getProperty(RENEW);
    if (renewed != null) {
      StringBuilder out = new StringBuilder();
      now.forEach((name, hex) -> out.append(name).append(' ').append(hex).append('\n'));
      Files.writeString(Path.of(renewed), out);
      return;
    }
    Map<String, String> golden = golden();
    assertThat(now.keySet())
        .as(REMEDY, "the set of messages")
        .containsExactlyInAnyOrderElementsOf(golden.keySet());
    for (Map.Entry<Class<?>, Codec<Object>> entry : codecs.entrySet()) {
      String name = WireName.codec(entry.getKey());
      Bytes old = Bytes.fromHex(Objects.requireNonNull(golden.get(name)));
      assertThat(now.get(name)).as(REMEDY, name).isEqualTo(old.toHex());
      Object value = entry.getValue().decodeAll(old);
      assertThat(entry.getValue().encodeToBytes(value)).as(REMEDY, name).isEqualTo(old);
    }
  }

  private Map<String, String> bytes() {
    Map<String, String> bytes = new LinkedHashMap<>();
    codecs.forEach(
        (type, codec) -> {
          Object sample =
              type == Envelope.class
                  ? new Envelope(sample(LeavesMessage.GetLeaves.class), 42, "alice", 5_000)
                  : sample(type);
          bytes.put(WireName.codec(type), codec.encodeToBytes(sample).toHex());
        });
    return bytes;
  }

  private static Record sample(Class<?> type) {
    return (Record)
        new Samples(SEED).of(type).orElseThrow(() -> new AssertionError(type.getName()));
  }

  private static Map<String, String> golden() throws IOException {
    try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/" + FILE)) {
      String text =
          new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.US_ASCII);
      Map<String, String> golden = new LinkedHashMap<>();
      text.lines()
          .forEach(
              line -> {
                int space = line.indexOf(' ');
                golden.put(line.substring(0, space), line.substring(space + 1));
              });
      return golden;
    }
  }
}
