package dev.vouch.ecc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.vectors.VectorFile;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Values of the crates that the reference links; {@code code -1} is a panic of its host, -2 marks
 * those that change with its number of threads or its way of adding.
 */
class EccVectorsTest {
  private static final int OUTPUT_TOO_SMALL = 1;

  @Test
  void everyOperationGivesTheCodeAndTheBytesOfTheReference() {
    VectorFile.read("ecc").check(EccVectorsTest::check);
  }

  private static void check(JsonNode v) {
    EccOperation operation =
        EccOperation.valueOf(v.get("function").asText().toUpperCase(Locale.ROOT));
    Bytes first = input(v, 0);
    byte[] out = operation.inPlace() ? first.toArray() : new byte[v.get("out_len").asInt()];
    EccResult result = operation.run(first, operation.inPlace() ? Bytes.EMPTY : input(v, 1));
    int code =
        switch (result) {
          case EccResult.Done d when d.output().length() > out.length -> OUTPUT_TOO_SMALL;
          case EccResult.Done d -> {
            byte[] bytes = d.output().toArray();
            System.arraycopy(bytes, 0, out, 0, bytes.length);
            yield 0;
          }
          case EccResult.Refused r -> r.code();
          case EccResult.Panicked p -> -1;
          case EccResult.Undefined u -> -2;
        };
    assertThat(code).isEqualTo(v.get("code").asInt());
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(out, out.length)))
        .isEqualTo(v.get("out").asText());
  }

  private static Bytes input(JsonNode v, int index) {
    return Bytes.wrap(HexFormat.of().parseHex(v.get("inputs").get(index).asText()));
  }
}
