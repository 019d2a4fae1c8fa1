package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** Every type of the wire against the reference: both directions, and what is derived. */
class WireVectorsTest {
  @Test
  void everyValueDecodesAndEncodesAsTheReferenceDoes() {
    VectorFile.read("wire")
        .check(vector -> check(WireTypes.codec(vector.get("type").asText()), vector));
  }

  private static <T> void check(Codec<T> codec, JsonNode vector) throws ScaleException {
    Bytes encoded = Bytes.fromHex(vector.get("encoded").asText());
    T value = codec.decodeAll(encoded);
    assertThat(codec.encodeToBytes(value).toHex()).isEqualTo(encoded.toHex());
    assertThat(codec.decodeAll(encoded)).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(shown(vector.get("type").asText(), value)).isEqualTo(vector.get("value"));
    if (vector.has("derived")) {
      DerivedValues.check(value, vector.get("derived"));
    }
  }

  private static JsonNode shown(String type, Object value) throws ScaleException {
    if (type.endsWith("u64>") || type.equals("u64")) {
      return ReferenceJson.unsigned64((Long) value);
    }
    if (value instanceof WireMessage.ProtocolMessage<?>(AdvertiseSegment segment)) {
      ObjectNode shown = (ObjectNode) ReferenceJson.of(segment);
      return shown.put("kind", "AdvertiseSegment");
    }
    if (type.startsWith("collation/")
        && value instanceof WireMessage.ProtocolMessage<?>(Record message)) {
      return ReferenceJson.of(message);
    }
    return ReferenceJson.of(value);
  }
}
