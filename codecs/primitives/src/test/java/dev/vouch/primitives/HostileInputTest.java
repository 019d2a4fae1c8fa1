package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.fuzz.CountingLoader;
import dev.vouch.fuzz.FuzzRun;
import dev.vouch.fuzz.Work;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No input makes a decoder throw anything but its own error, run out of memory or take more than
 * linear time: by lengths that lie, by the shape of the types, and by counted work.
 */
class HostileInputTest {
  /** The longest that each width of a compact length can say, and one short lie. */
  private static final List<Bytes> LIES =
      Stream.of("03ffffffff", "feffffff", "fdff", "fc", "04").map(Bytes::fromHex).toList();

  private static final long BYTES_PER_BYTE = 1024;
  private static final long BYTES_AT_LEAST = 16 * 1024;

  /** Steps that one byte may cost: a byte read alone takes a handful of calls. */
  private static final int STEPS_PER_BYTE = 40;

  /** Steps that a decoder takes whatever the input: fields and codecs within each other. */
  private static final int STEPS_AT_LEAST = 2000;

  @Test
  void aLengthThatLiesAnywhereEndsInTheErrorAndInNoAllocationForIt() {
    FuzzRun run = new FuzzRun(HostileInputTest.class);
    for (EveryType.Entry entry : EveryType.all()) {
      byte[] valid = entry.codec().encodeToBytes(new RandomValues(7).next(entry.type())).toArray();
      for (int at = 0; at < valid.length; at += 1 + valid.length / 200) {
        for (Bytes lie : LIES) {
          byte[] hostile = Arrays.copyOf(valid, Math.max(valid.length, at + lie.length()));
          lie.copyInto(hostile, at);
          long bound = BYTES_AT_LEAST + BYTES_PER_BYTE * hostile.length;
          run.input();
          run.outcome(run.within(bound, () -> outcome(entry, hostile)));
        }
      }
    }
    run.print();
  }

  @Test
  void noTypeHoldsItselfSoThatNestingIsBoundedByTheTypes() {
    int deepest = 0;
    for (EveryType.Entry entry : EveryType.all()) {
      deepest = Math.max(deepest, depth(entry.type(), new ArrayList<>()));
    }
    assertThat(deepest).isBetween(5, 20);
  }

  @Test
  void theWorkOfEveryDecoderIsLinearInItsInput() throws Exception {
    ToLongFunction<Object[]> decoding = countedDecoding();
    Set<String> slow = new TreeSet<>();
    for (EveryType.Entry entry : EveryType.all()) {
      for (int size : new int[] {1, 4, 16}) {
        Object value = new RandomValues(11, size, 64 * size).next(entry.type());
        byte[] encoded = entry.codec().encodeToBytes(value).toArray();
        long steps = decoding.applyAsLong(new Object[] {entry.name(), encoded});
        if (steps > STEPS_AT_LEAST + (long) STEPS_PER_BYTE * encoded.length) {
          slow.add(entry.name() + ": " + steps + " steps for " + encoded.length + " bytes");
        }
      }
    }
    assertThat(slow).isEmpty();
  }

  @Test
  void sixteenTimesTheInputIsSixteenTimesTheWork() throws Exception {
    ToLongFunction<Object[]> decoding = countedDecoding();
    List<Object[]> inputs = new ArrayList<>();
    // A list of short strings, a list of empty strings, a set, and bits.
    for (int count : new int[] {1_000, 16_000}) {
      String prefix = new ScaleWriter().compact(count).toBytes().toHex();
      inputs.add(input("Vec<Vec<u8>>", prefix + "0407".repeat(count)));
      inputs.add(input("Vec<Vec<u8>>", prefix + "00".repeat(count)));
      inputs.add(input("BTreeSet<u32>", prefix + "01000000".repeat(count)));
      inputs.add(input("Vec<u32>", prefix + "ffffffff".repeat(count)));
    }
    for (int i = 0; i < 4; i++) {
      double ratio =
          (double) decoding.applyAsLong(inputs.get(4 + i)) / decoding.applyAsLong(inputs.get(i));
      assertThat(ratio).as("%s", inputs.get(i)[0]).isCloseTo(16.0, within(0.5));
    }
  }

  private static Object[] input(String type, String hex) {
    return new Object[] {type, Bytes.fromHex(hex).toArray()};
  }

  /** Decodes in classes that count; gives the steps. */
  private static ToLongFunction<Object[]> countedDecoding() throws ReflectiveOperationException {
    var decode =
        new CountingLoader(Hash.class)
            .loadClass(CountedDecoding.class.getName())
            .getMethod("decode", String.class, byte[].class);
    return arguments -> {
      try {
        // Once to load and link.
        Object first = decode.invoke(null, arguments);
        long before = Work.steps();
        assertThat(decode.invoke(null, arguments)).isEqualTo(first).isEqualTo(true);
        return Work.steps() - before;
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(arguments[0] + ": " + e, e);
      }
    };
  }

  private static String outcome(EveryType.Entry entry, byte[] hostile) {
    try {
      entry.codec().decode(Bytes.wrap(hostile));
      return "decoded";
    } catch (ScaleException e) {
      return "refused";
    }
  }

  private static int depth(Type type, List<Type> around) {
    assertThat(around).as("types around %s", type).doesNotContain(type);
    List<Type> inner = new ArrayList<>(around);
    inner.add(type);
    int deepest = 0;
    for (Type part : parts(type)) {
      deepest = Math.max(deepest, depth(part, inner));
    }
    return 1 + deepest;
  }

  private static List<Type> parts(Type type) {
    return switch (type) {
      case ParameterizedType generic -> List.of(generic.getActualTypeArguments());
      case Class<?> plain when plain.isSealed() -> List.of(plain.getPermittedSubclasses());
      case Class<?> plain when plain.isRecord() ->
          Arrays.stream(plain.getRecordComponents()).map(RecordComponent::getGenericType).toList();
      default -> List.of();
    };
  }
}
