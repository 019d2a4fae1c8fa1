package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.vectors.VectorFile;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HashVectorsTest {
  private static final Map<String, UnaryOperator<byte[]>> HASHES =
      Map.ofEntries(
          Map.entry("blake2_64", in -> Hashes.blake2b64(in)),
          Map.entry("blake2_128", in -> Hashes.blake2b128(in)),
          Map.entry("blake2_256", in -> Hashes.blake2b256(in)),
          Map.entry("blake2_512", in -> Hashes.blake2b512(in)),
          Map.entry("twox_64", Hashes::twox64),
          Map.entry("twox_128", Hashes::twox128),
          Map.entry("twox_256", Hashes::twox256),
          Map.entry("keccak_256", in -> Hashes.keccak256(in)),
          Map.entry("keccak_512", in -> Hashes.keccak512(in)),
          Map.entry("sha2_256", in -> Hashes.sha256(in)),
          Map.entry("sha2_512", in -> Hashes.sha512(in)));

  private static final Pattern HASH = Pattern.compile("(blake2|twox|keccak|sha2)_.*");

  @Test
  void everyHashOfTheReferenceIsEqual() {
    VectorFile.read("hashes").check(HashVectorsTest::check);
  }

  private static void check(JsonNode vector) {
    JsonNode form = vector.has("input_rule") ? vector.get("input_rule") : vector.get("input");
    byte[] input = VectorFile.bytes(form);
    for (Map.Entry<String, JsonNode> field : vector.properties()) {
      String name = field.getKey();
      if (HASH.matcher(name).matches()) {
        UnaryOperator<byte[]> hash = Objects.requireNonNull(HASHES.get(name), name);
        assertThat(HexFormat.of().formatHex(hash.apply(input)))
            .as(name)
            .isEqualTo(field.getValue().asText());
      }
    }
  }
}
