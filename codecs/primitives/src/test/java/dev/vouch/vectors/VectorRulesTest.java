package dev.vouch.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.crypto.Hashes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What {@code -Dvouch.vectors} means. */
class VectorRulesTest {
  @TempDir Path directory;

  @Test
  void aFileOfNoFamilyFailsCompressedOrNot() throws IOException {
    Files.writeString(directory.resolve("wires.jsonl"), "");
    Files.writeString(directory.resolve("sr25519.new.jsonl.gz"), "");
    assertThatThrownBy(() -> VectorFamilies.assertThatNoFileIsUnknown(directory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wires.jsonl")
        .hasMessageContaining("sr25519.new.jsonl.gz");
  }

  @Test
  void familiesOfOtherModulesAndFilesOfOtherKindsAndFoldersAreIgnored() throws IOException {
    for (String name :
        List.of(
            "statement_table.jsonl",
            "emulator.jsonl.gz",
            "pvf.jsonl.gz",
            "check_backing.jsonl",
            "rotation.jsonl",
            "adder.json",
            "host_functions.json",
            "README.md",
            "notes.jsonl.txt")) {
      Files.writeString(directory.resolve(name), "not read");
    }
    Files.createDirectory(directory.resolve("traces"));
    Files.createDirectory(directory.resolve("older.jsonl"));
    assertThatCode(() -> VectorFamilies.assertThatNoFileIsUnknown(directory))
        .doesNotThrowAnyException();
  }

  @Test
  void everyFamilyInTheTestResourcesIsKnown() throws Exception {
    Path resources =
        Path.of(Objects.requireNonNull(getClass().getResource("/vectors/wire.jsonl.gz")).toURI())
            .getParent();
    VectorFamilies.assertThatNoFileIsUnknown(Objects.requireNonNull(resources));
  }

  @Test
  void aFamilyWithoutAFileIsSkippedByItsTest() {
    assertThatThrownBy(() -> VectorFile.read("wire", Optional.of(directory)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no vectors of the family wire");
  }

  @Test
  void eitherFormOfAFileIsRead() throws IOException {
    Files.writeString(directory.resolve("wire.jsonl"), "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("keys.jsonl.gz")))) {
      out.write("{\"id\":\"c\"}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ids("wire")).containsExactly("a", "b");
    assertThat(ids("keys")).containsExactly("c");
  }

  @Test
  void aRelativeNameIsLookedForFromTheModuleUpwardsAndAMissingOneIsRefused() throws IOException {
    Path module = Files.createDirectories(directory.resolve("codecs/primitives"));
    Path vectors = Files.createDirectory(directory.resolve("mine"));
    assertThat(VectorDirectory.named("mine", module)).hasValue(vectors);
    assertThat(VectorDirectory.named(vectors.toString(), module)).hasValue(vectors);
    assertThat(VectorDirectory.named("", module)).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> VectorDirectory.named("no-such-folder-of-vectors", module))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dvouch.vectors=no-such-folder-of-vectors is no directory");
  }

  @Test
  void everyFailureIsToldByItsId() throws IOException {
    VectorFile file = file("{'id':'x/1','n':1}", "{'id':'x/2','n':2}", "{'id':'x/3','n':3}");
    assertThatThrownBy(() -> file.check(line -> assertThat(line.get("n").asInt()).isEqualTo(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 of 3 vectors of wire fail: [x/1, x/3]");
  }

  @Test
  void aLineThatLacksAFieldFailsByItsIdToo() throws IOException {
    VectorFile file = file("{'id':'x/1'}");
    assertThatThrownBy(() -> file.check(line -> VectorFile.hex(line.get("input"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("x/1");
  }

  @Test
  void aLineOfNoFormFailsAndALineOfTwoFormsIsCheckedAsBoth() throws IOException {
    List<String> seen = new ArrayList<>();
    VectorFile file = file("{'id':'x/1','a':0,'b':0}", "{'id':'x/2','c':0}");
    file.when(line -> line.has("a"), line -> seen.add("a"))
        .when(line -> line.has("b"), line -> seen.add("b"));
    assertThatThrownBy(file::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[x/2]")
        .hasMessageContaining("no check for a line of this form");
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void aFileWithoutLinesFails() throws IOException {
    VectorFile file = file();
    assertThatThrownBy(() -> file.check(line -> {})).isInstanceOf(AssertionError.class);
  }

  @Test
  void bytesAreGivenInFourForms() throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(VectorFile.bytes(json.readTree("\"0102\""))).containsExactly(1, 2);
    assertThat(VectorFile.bytes(json.readTree("{\"hex\":\"0102\"}"))).containsExactly(1, 2);
    assertThat(VectorFile.bytes(json.readTree("{\"zeroes\":3}"))).containsExactly(0, 0, 0);
    byte[] first = Hashes.blake2b256(new byte[] {'L', 0, 0, 0, 0});
    byte[] second = Hashes.blake2b256(new byte[] {'L', 1, 0, 0, 0});
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.write(second, 0, 8);
    assertThat(VectorFile.bytes(json.readTree("{\"label\":\"L\",\"len\":40}")))
        .isEqualTo(both.toByteArray());
    JsonNode unknown = json.readTree("{\"ones\":3}");
    assertThatThrownBy(() -> VectorFile.bytes(unknown))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> ids(String family) {
    return VectorFile.read(family, Optional.of(directory)).lines().stream()
        .map(line -> line.get("id").asText())
        .toList();
  }

  private static VectorFile file(String... lines) throws IOException {
    byte[] text = String.join("\n", lines).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return VectorFile.read("wire", new ByteArrayInputStream(text));
  }
}
