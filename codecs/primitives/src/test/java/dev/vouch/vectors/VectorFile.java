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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One family of reference vectors: JSON Lines, gzip-compressed or not, each line with an {@code
 * id}. Taken from the directory named by {@code -Dvouch.vectors}, where a missing file skips the
 * test, or else from the test resources.
 *
 * <p>A family has one or several forms of lines. Every line must be of a form that is checked, so
 * that none passes by being overlooked; a line may be of several.
 */
public final class VectorFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILURES_TOLD_IN_FULL = 20;

  private record Form(Predicate<JsonNode> filter, Check check) {}

  private final String family;
  private final List<JsonNode> lines = new ArrayList<>();
  private final List<Form> forms = new ArrayList<>();

  private VectorFile(String family) {
    this.family = family;
  }

  /**
   * What a single line is checked with; any exception or error is a failure of that line, told by
   * its id.
   */
  @FunctionalInterface
  public interface Check {
    /** Checks one line. */
    void accept(JsonNode vector) throws Exception;
  }

  /** Reads the whole family, or skips the test that asks. */
  public static VectorFile read(String family) {
    if (!VectorFamilies.isKnown(family)) {
      throw new IllegalArgumentException(family + " is not in VectorFamilies");
    }
    return read(family, VectorDirectory.named());
  }

  static VectorFile read(String family, Optional<Path> directory) {
    try (InputStream in = VectorDirectory.open(family, directory)) {
      Assumptions.assumeTrue(in != null, () -> "no vectors of the family " + family);
      return read(family, in);
    } catch (IOException e) {
      throw new UncheckedIOException("vectors " + family, e);
    }
  }

  static VectorFile read(String family, @Nullable InputStream in) throws IOException {
    VectorFile file = new VectorFile(family);
    if (in == null) {
      return file;
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        file.lines.add(JSON.readTree(line));
      }
    }
    return file;
  }

  /** All lines, in order. */
  public List<JsonNode> lines() {
    return List.copyOf(lines);
  }

  /** Adds a form: lines that the filter takes are checked so by {@link #run}. */
  public VectorFile when(Predicate<JsonNode> filter, Check check) {
    forms.add(new Form(filter, check));
    return this;
  }

  /** Checks every line as all the forms say that it is of, and tells the ids of those that fail. */
  public void run() {
    List<String> ids = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (JsonNode line : lines) {
      List<String> failures = failures(line);
      if (!failures.isEmpty()) {
        String id = line.path("id").asText("line " + (lines.indexOf(line) + 1));
        ids.add(id);
        told.add(id + " " + line.path("case").asText() + ": " + String.join("; ", failures));
      }
    }
    Assertions.assertThat(lines).as("lines of %s", family).isNotEmpty();
    Assertions.assertThat(told.subList(0, Math.min(told.size(), FAILURES_TOLD_IN_FULL)))
        .as("%d of %d vectors of %s fail: %s", ids.size(), lines.size(), family, ids)
        .isEmpty();
  }

  /** A family of one form: checks every line. */
  public void check(Check check) {
    when(line -> true, check).run();
  }

  /**
   * Checks the lines that the filter takes and leaves the others, for a test that borrows lines of
   * a family; skips that test if there are none.
   */
  public void check(Predicate<JsonNode> filter, Check check) {
    lines.removeIf(filter.negate());
    Assumptions.assumeFalse(lines.isEmpty(), () -> "no lines of " + family + " of this form");
    check(check);
  }

  private List<String> failures(JsonNode line) {
    List<String> failures = new ArrayList<>();
    boolean taken = false;
    for (Form form : forms) {
      try {
        if (form.filter.test(line)) {
          taken = true;
          form.check.accept(line);
        }
      } catch (Exception | AssertionError e) {
        failures.add(e.toString());
      }
    }
    if (!taken) {
      failures.add("no check for a line of this form");
    }
    return failures;
  }

  /** The bytes of a hex field. */
  public static byte[] hex(JsonNode text) {
    if (!text.isTextual()) {
      throw new IllegalArgumentException("not hex: " + text);
    }
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
    if (!form.has("label") || !form.has("len")) {
      throw new IllegalArgumentException("no form of bytes: " + form);
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
}
