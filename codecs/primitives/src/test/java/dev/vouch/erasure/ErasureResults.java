package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;

/** Compares with {@code {"ok": ...}} or {@code {"err": ...}} of the reference. */
final class ErasureResults {
  private ErasureResults() {}

  @FunctionalInterface
  interface Run<T> {
    T get() throws ErasureException;
  }

  /** The result, as text, or the error. */
  static void sameText(JsonNode expected, Run<?> run) {
    try {
      assertThat(String.valueOf(run.get())).isEqualTo(expected.path("ok").asText());
    } catch (ErasureException e) {
      sameError(expected, e);
    }
  }

  /** The result by its length and hash, or the error. */
  static void same(JsonNode expected, Run<Bytes> run) {
    try {
      Bytes ours = run.get();
      JsonNode ok = expected.path("ok");
      assertThat(ours.length()).isEqualTo(ok.path("len").asInt(-1));
      assertThat(Hash.blake2b256(ours).toHex()).isEqualTo(ok.get("b256").asText());
    } catch (ErasureException e) {
      sameError(expected, e);
    }
  }

  static List<Bytes> list(JsonNode array) {
    List<Bytes> out = new ArrayList<>();
    array.forEach(item -> out.add(Bytes.wrap(VectorFile.bytes(item))));
    return out;
  }

  private static void sameError(JsonNode expected, ErasureException e) {
    assertThat(e.error().name().replace("_", ""))
        .isEqualToIgnoringCase(expected.path("err").asText());
  }
}
