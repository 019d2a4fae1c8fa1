package dev.vouch.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.crypto.Hashes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One file of reference vectors: JSON Lines, gzip-compressed or not, each line with an {@code id}.
 * Taken from the directory named by {@code -Dvouch.vectors} or else from the test resources; a
 * missing file skips the test.
 */
public final class VectorFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILURES_SHOWN = 10;

  private final String name;
  private final List<JsonNode> cases = new ArrayList<>();

  private VectorFile(String name) {
    this.name = name;
  }

  /**
   * What a single vector is checked with; any exception or assertion error is a failure of that
   * vector.
   */
  @FunctionalInterface
  public interface Check {
    /** Checks one line. */
    void accept(JsonNode vector) throws Exception;
  }

  /** Reads the whole file {@code name.jsonl} or {@code name.jsonl.gz}. */
  public static VectorFile read(String name) {
    VectorFile file = new VectorFile(name);
    try (InputStream in = open(name)) {
      Assumptions.assumeTrue(in != null, () -> "no vectors of the name " + name);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          file.cases.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("vectors " + name, e);
    }
    return file;
  }

  /**
   * Runs the check on every vector that the filter takes and fails with the ids of those that fail;
   * at least one must be taken.
   */
  public void check(Predicate<JsonNode> filter, Check check) {
    List<String> failures = new ArrayList<>();
    int taken = 0;
    for (JsonNode vector : cases) {
      if (!filter.test(vector)) {
        continue;
      }
      taken++;
      try {
        check.accept(vector);
      } catch (Exception | AssertionError e) {
        failures.add(vector.get("id").asText() + " " + vector.path("case").asText() + ": " + e);
      }
    }
    Assertions.assertThat(taken).as("vectors of %s taken by the filter", name).isPositive();
    Assertions.assertThat(failures.subList(0, Math.min(failures.size(), FAILURES_SHOWN)))
        .as("%d of %d vectors of %s fail; the first of them", failures.size(), taken, name)
        .isEmpty();
  }

  /** Runs the check on every vector. */
  public void check(Check check) {
    check(vector -> true, check);
  }

  /** The bytes of a hex field. */
  public static byte[] hex(JsonNode text) {
    return HexFormat.of().parseHex(text.asText());
  }

  /**
   * The bytes of a field that is hex or one of the forms {@code {hex}}, {@code {zeroes}}, {@code
   * {label, len}}.
   */
  public static byte[] bytes(JsonNode form) {
    if (form.isTextual()) {
      return hex(form);
    }
    if (form.has("hex")) {
      return hex(form.get("hex"));
    }
    if (form.has("zeroes")) {
      return new byte[form.get("zeroes").asInt()];
    }
    byte[] label = form.get("label").asText().getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[form.get("len").asInt()];
    for (int i = 0; i * 32 < out.length; i++) {
      byte[] counter = {(byte) i, (byte) (i >>> 8), (byte) (i >>> 16), (byte) (i >>> 24)};
      byte[] block = Hashes.blake2b256(label, counter);
      System.arraycopy(block, 0, out, i * 32, Math.min(32, out.length - i * 32));
    }
    return out;
  }

  private static @Nullable InputStream open(String name) throws IOException {
    String directory = System.getProperty("vouch.vectors");
    for (String suffix : List.of(".jsonl.gz", ".jsonl")) {
      InputStream in;
      if (directory == null) {
        in = VectorFile.class.getResourceAsStream("/vectors/" + name + suffix);
      } else {
        Path path = Path.of(directory, name + suffix);
        in = Files.exists(path) ? Files.newInputStream(path) : null;
      }
      if (in != null) {
        return suffix.endsWith(".gz") ? new GZIPInputStream(in) : in;
      }
    }
    return null;
  }
}
