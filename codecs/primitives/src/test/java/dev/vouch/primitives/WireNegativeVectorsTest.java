package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** Damaged encodings: accepted or refused, byte for byte as the reference does. */
class WireNegativeVectorsTest {
  @Test
  void everyDamagedEncodingGetsTheVerdictOfTheReference() {
    VectorFile.read("wire_negative")
        .check(vector -> check(WireTypes.codec(vector.get("type").asText()), vector));
  }

  private static <T> void check(Codec<T> codec, JsonNode vector) {
    Bytes input = input(vector);
    ScaleReader in = new ScaleReader(input);
    T value;
    try {
      value = codec.decode(in);
    } catch (ScaleException e) {
      assertThat(vector.get("accept").asBoolean()).as("refused: %s", e.getMessage()).isFalse();
      assertThat(e.offset()).isBetween(0, input.length());
      return;
    }
    assertThat(vector.get("accept").asBoolean()).as("accepted as %s", value).isTrue();
    assertThat(in.position()).isEqualTo(vector.get("consumed").asInt());
    assertThat(acceptsAll(codec, input)).isEqualTo(vector.get("accept_all").asBoolean());
    Bytes encoded = codec.encodeToBytes(value);
    assertThat(encoded.toHex())
        .isEqualTo(
            vector.has("reencoded")
                ? vector.get("reencoded").asText()
                : input.slice(0, in.position()).toHex());
  }

  private static <T> boolean acceptsAll(Codec<T> codec, Bytes input) {
    try {
      codec.decodeAll(input);
      return true;
    } catch (ScaleException e) {
      return false;
    }
  }

  private static Bytes input(JsonNode vector) {
    if (vector.has("input")) {
      return Bytes.fromHex(vector.get("input").asText());
    }
    JsonNode rule = vector.get("input_rule");
    return new ScaleWriter()
        .raw(Bytes.fromHex(rule.path("prefix").asText("")))
        .compact(rule.get("compact").asLong())
        .raw(new byte[rule.get("zero_bytes_after").asInt()])
        .toBytes();
  }
}
