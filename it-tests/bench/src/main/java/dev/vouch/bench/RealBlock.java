package dev.vouch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the manifest of a directory of real blocks.
 *
 * @param name of the block
 * @param code name of its runtime, a file {@code CODE.code} beside the manifest
 * @param params its parameters, a file
 * @param result BLAKE2b-256 of the expected result in hex, or {@link #INVALID}
 * @param warmMillis CPU time of the reference, median
 * @param minMillis CPU time of the reference, best
 */
record RealBlock(
    String name, String code, Path params, String result, double warmMillis, double minMillis) {
  /** Expected of a block that no executor may accept. */
  static final String INVALID = "invalid";

  /** Blocks whose reference time is above a bound, in the manifest's order. */
  static List<RealBlock> above(double millis, Path directory) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(directory.resolve("manifest.json").toFile());
    List<RealBlock> blocks = new ArrayList<>();
    for (JsonNode c : manifest) {
      double warm = c.path("reference_cpu_ms_warm").asDouble();
      if (warm > millis) {
        blocks.add(
            new RealBlock(
                c.path("name").asText(),
                c.path("code").asText(),
                directory.resolve(c.path("params_file").asText()),
                c.path("outcome").asText().equals("ok")
                    ? c.path("result_blake2_256").asText()
                    : INVALID,
                warm,
                c.path("reference_cpu_ms_min").asDouble(warm)));
      }
    }
    return List.copyOf(blocks);
  }

  byte[] readParams() throws IOException {
    return Files.readAllBytes(params);
  }
}
