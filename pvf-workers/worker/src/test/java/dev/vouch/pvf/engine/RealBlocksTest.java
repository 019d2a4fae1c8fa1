package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.crypto.Hashes;
import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blocks of production runtimes with the reference's verdicts, from a directory with {@code
 * manifest.json}, the codes and the parameter files; skipped unless {@code -Dvouch.real=DIR} names
 * it.
 */
@EnabledIfSystemProperty(named = "vouch.real", matches = ".+")
class RealBlocksTest {
  private static final int CODE_LIMIT_BYTES = 50 << 20;

  @TempDir Path directory;

  @Test
  void everyBlockGetsTheReferencesVerdict() throws Exception {
    Path real = Path.of(System.getProperty("vouch.real", ""));
    JsonNode cases = new ObjectMapper().readTree(real.resolve("manifest.json").toFile());
    Map<String, LoadedPvf> loaded = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () -> {
          for (JsonNode c : cases) {
            LoadedPvf pvf =
                loaded.computeIfAbsent(c.get("code").asText(), code -> load(real, code));
            byte[] params = Files.readAllBytes(real.resolve(c.get("params_file").asText()));
            String actual = text(pvf.execute(params, EngineParams.DEFAULT));
            String expected =
                c.get("outcome").asText().equals("ok")
                    ? c.get("result_blake2_256").asText()
                    : "invalid";
            if (!actual.equals(expected)) {
              wrong.add(c.get("name").asText() + ": expected " + expected + ", got " + actual);
            }
          }
        });
    assertThat(cases).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  private LoadedPvf load(Path real, String code) {
    try {
      Bytes blob = Bytes.wrap(Files.readAllBytes(real.resolve(code + ".code")));
      if (MaybeCompressedBlob.decompress(blob, CODE_LIMIT_BYTES)
          instanceof MaybeCompressedBlob.Decompression.Content content) {
        return Guest.accepted(content.bytes().toArray(), EngineKind.CHICORY, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError(code + " does not decompress");
  }

  private static String text(ExecutionOutcome outcome) {
    return switch (outcome) {
      case ExecutionOutcome.Finished f -> HexFormat.of().formatHex(Hashes.blake2b256(f.result()));
      case ExecutionOutcome.Trapped t -> "invalid";
      case ExecutionOutcome.NotConstructed n -> n.toString();
      case ExecutionOutcome.Undecided u -> u.toString();
    };
  }
}
