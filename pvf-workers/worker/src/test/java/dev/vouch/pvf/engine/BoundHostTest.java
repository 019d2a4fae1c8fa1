package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.pvf.wasm.FunctionType;
import dev.vouch.pvf.wasm.ImportedFunction;
import dev.vouch.pvf.wasm.ValueTypes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That bound functions are the ones of the interface, by another way. */
class BoundHostTest {
  private static final int PAGES = 4;
  private static final int HEAP = 65_536;

  private static Stream<String> names() {
    return BoundHost.METHODS.keySet().stream().sorted();
  }

  private static HostFunction function(String name) {
    return Objects.requireNonNull(HostInterface.find(name, EngineParams.DEFAULT), name);
  }

  private static Method method(String name) throws ReflectiveOperationException {
    Class<?> operand =
        function(name).type().params().charAt(0) == ValueTypes.I32 ? int.class : long.class;
    return BoundHost.class.getMethod(
        Objects.requireNonNull(BoundHost.METHODS.get(name)), operand, LinearMemory.class);
  }

  private static LinearMemory memory(long seed) {
    HostState host = new HostState();
    LinearMemory memory = new LinearMemory(PAGES, PAGES, host);
    host.begin(memory, new FreeingBumpAllocator(memory, HEAP));
    byte[] noise = new byte[HEAP];
    new Random(seed).nextBytes(noise);
    memory.write(0, noise, 0, noise.length);
    return memory;
  }

  /** Result, or the words of the trap. */
  private static String bound(String name, long argument, LinearMemory memory)
      throws ReflectiveOperationException {
    Method method = method(name);
    Object operand = argument;
    if (method.getParameterTypes()[0] == int.class) {
      operand = (int) argument;
    }
    try {
      Object result = method.invoke(null, operand, memory);
      return String.valueOf(result == null ? 0 : result);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof HostTrap trap) {
        return String.valueOf(trap.getMessage());
      }
      throw e;
    }
  }

  private static String generic(String name, long argument, LinearMemory memory) {
    try {
      return String.valueOf(
          (int) function(name).call().apply(memory.host(), new long[] {argument}));
    } catch (HostTrap e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBoundFunctionHasTheResultTypeOfTheImport(String name) throws ReflectiveOperationException {
    FunctionType type = function(name).type();
    assertThat(method(name).getReturnType())
        .isEqualTo(type.results().isEmpty() ? void.class : int.class);
    assertThat(type.params()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBoundFunctionDoesWhatTheOneOfTheInterfaceDoes(String name)
      throws ReflectiveOperationException {
    long seed = 11;
    Random random = new Random(seed);
    LinearMemory one = memory(seed);
    LinearMemory other = memory(seed);
    for (int i = 0; i < 400; i++) {
      int length = random.nextInt(random.nextInt(1, 600));
      int pointer = random.nextInt(HEAP);
      // Now and then beyond the end, and a size that is none.
      long argument = random.nextInt(20) == 0 ? random.nextLong() : pointer | (long) length << 32;
      assertThat(bound(name, argument, one))
          .as("%s(%x), seed %d", name, argument, seed)
          .isEqualTo(generic(name, argument, other));
    }
    assertThat(one.readBytes(0, one.size())).isEqualTo(other.readBytes(0, other.size()));
  }

  @Test
  void anImportOfAnotherTypeIsNotBound() {
    String name = "ext_allocator_malloc_version_1";
    assertThat(BoundHost.method(new ImportedFunction(name, function(name).type())))
        .isEqualTo("malloc");
    assertThat(BoundHost.method(new ImportedFunction(name, new FunctionType("", "")))).isEmpty();
    assertThat(BoundHost.method(new ImportedFunction("ext_nothing", function(name).type())))
        .isEmpty();
  }

  @Test
  void beforeTheInstanceIsMadeABoundFunctionTraps() {
    LinearMemory memory = new LinearMemory(1, 1);
    assertThatThrownBy(() -> BoundHost.malloc(1, memory)).isInstanceOf(HostTrap.class);
    assertThatThrownBy(() -> BoundHost.blake2b256(0, memory)).isInstanceOf(HostTrap.class);
  }
}
