package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.fuzz.Choices;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.scale.ScaleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The seeds of {@link ScaleFuzz}: a file for each type, named like it. {@code
 * -Dvouch.fuzz.write=DIR} writes seeds for all types into DIR.
 */
class ScaleSeedsTest {
  private static final long SEED = 26;

  @Test
  void everySeedIsAValueOfTheTypeThatItIsNamedAfter() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(
                    getClass().getResource("ScaleFuzzInputs/everyDecoderGivesAValueOrItsError"))
                .toURI());
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      Choices choices = new Choices(Files.readAllBytes(file));
      Decoders.Entry entry = Decoders.at(choices.i32());
      assertThat(file).hasFileName(entry.name());
      assertThat(entry.codec().decodeAll(choices.rest())).as(entry.name()).isNotNull();
    }
  }

  @Test
  void seedsAreWrittenWhereTheyAreWanted() throws IOException {
    String folder = System.getProperty("vouch.fuzz.write");
    for (EveryType.Entry entry : EveryType.all()) {
      Object value = new RandomValues(SEED).next(entry.type());
      Bytes seed =
          new ScaleWriter()
              .u32(Decoders.number(entry.name()))
              .raw(entry.codec().encodeToBytes(value).toArray())
              .toBytes();
      assertThat(seed.length()).as(entry.name()).isBetween(4, 8192);
      if (folder != null) {
        Files.createDirectories(Path.of(folder));
        Files.write(Path.of(folder, entry.name()), seed.toArray());
      }
    }
  }
}
