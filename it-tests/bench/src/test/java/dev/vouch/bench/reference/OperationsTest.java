package dev.vouch.bench.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That our side does what it measures; the reference is not needed for that. */
final class OperationsTest {
  @Test
  void everySignatureIsValidAndAllDataComeBack() throws Exception {
    Inputs inputs = new Inputs();
    List<Operation> all = new Operations(inputs).all();
    for (String name :
        List.of("sr25519-verify", "sr25519-batch-64", "sr25519-sign", "ed25519-verify")) {
      assertThat(run(all, name, 64)).as(name).isEqualTo(64);
    }
    long lastOfPayload =
        inputs
            .payload
            .slice(Inputs.PAYLOAD_BYTES - Long.BYTES, Inputs.PAYLOAD_BYTES)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    assertThat(run(all, "erasure-reconstruct", 1)).isEqualTo(lastOfPayload);
    assertThat(inputs.lines()).hasSize(3 * Inputs.SIGNATURES + 5);
  }

  private static long run(List<Operation> all, String name, int times) {
    return all.stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow()
        .work()
        .run(times);
  }
}
