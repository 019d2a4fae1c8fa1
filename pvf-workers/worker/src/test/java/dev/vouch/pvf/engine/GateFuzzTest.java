package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.wasm.ModuleGenerator;
import dev.vouch.pvf.wasm.PreparedModule;
import dev.vouch.pvf.wasm.RejectedModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Modules with a few bytes changed, cut, doubled or swapped. The gate either rejects one or gives
 * the engine a module that the engine can parse, and compile where the bodies are valid; it throws
 * nothing else, and it is done in a bounded time. {@code -Dvouch.fuzz.seconds=N} runs longer.
 */
class GateFuzzTest {
  private static final long SEED = 20_261_121;
  private static final int DEFAULT_SECONDS = 4;
  private static final int MAX_MILLIS = 2_000;

  @Test
  void theGateOnlyRejectsAndTheEngineReadsWhatItAccepts() throws Exception {
    int seconds = Integer.getInteger("vouch.fuzz.seconds", DEFAULT_SECONDS);
    List<byte[]> originals = new ArrayList<>();
    originals.add(Fixtures.adder());
    originals.add(Fixtures.hostile("spy"));
    for (int i = 0; i < 6; i++) {
      originals.add(ModuleGenerator.of(i, 6, 60).code().bytes());
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    int rejected = 0;
    int invalid = 0;
    int accepted = 0;
    long seed = SEED;
    for (; System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      byte[] mutated = mutated(originals.get(random.nextInt(originals.size())), random);
      long before = System.nanoTime();
      byte[] module;
      try {
        module = PreparedModule.of(mutated, EngineParams.DEFAULT_STACK_LOGICAL_MAX).complete();
      } catch (RejectedModule e) {
        rejected++;
        continue;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed " + seed, e);
      } finally {
        long millis = (System.nanoTime() - before) / 1_000_000;
        assertThat(millis).as("seed %s", seed).isLessThan(MAX_MILLIS);
      }
      try {
        Preparer.parse(module, true);
        accepted++;
        assertThat(Preparer.prepare(mutated, EngineParams.DEFAULT))
            .as("seed %s", seed)
            .isInstanceOf(PrepareOutcome.Prepared.class);
      } catch (InvalidException e) {
        invalid++; // function bodies are left to the engine's validator
      } catch (MalformedException e) {
        throw new AssertionError("seed " + seed + ": malformed for the engine", e);
      }
    }
    System.out.printf(
        "gate fuzz: seeds %d to %d, rejected %d, accepted %d, invalid bodies %d%n",
        SEED, seed - 1, rejected, accepted, invalid);
    assertThat(accepted).isPositive();
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x80);
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 4 -> {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
          System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
        default -> bytes[random.nextInt(Math.min(64, bytes.length))] = (byte) random.nextInt(12);
      }
    }
    return bytes;
  }
}
