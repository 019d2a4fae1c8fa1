package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows A of validation 6.3 that are not in {@link FreeingBumpAllocatorTest}. */
class AllocatorRowsTest {
  private static final long OCCUPIED = 1L << 32;
  private static final long NIL = 0xffff_ffffL;
  private static final int MAXIMUM = 33_554_432;

  private final LinearMemory memory = new LinearMemory(1, 1);
  private final FreeingBumpAllocator heap = new FreeingBumpAllocator(memory, 0);

  private static int pagesFor(int bytes) {
    LinearMemory empty = new LinearMemory(0, 100);
    // The first block takes 16 bytes, so that the heap ends where the row says.
    new FreeingBumpAllocator(empty, bytes - 16).allocate(1);
    return empty.pages();
  }

  @Test
  void a1SizesAreRoundedUpToPages() {
    assertThat(new LinearMemory(0, 1).pages()).isZero();
    assertThat(pagesFor(16)).isEqualTo(1);
    assertThat(pagesFor(65_536)).isEqualTo(1);
    assertThat(pagesFor(65_544)).isEqualTo(2);
    assertThat(pagesFor(131_072)).isEqualTo(2);
    assertThat(pagesFor(131_080)).isEqualTo(3);
  }

  /** Siblings of A1 and A3: the first block of a heap, and one byte more than nothing. */
  @Test
  void theFirstBlockStartsBehindItsHeader() {
    assertThat(heap.allocate(1)).isEqualTo(8);
    assertThat(new FreeingBumpAllocator(new LinearMemory(1, 1), 0).allocate(0)).isEqualTo(8);
    assertThat(new FreeingBumpAllocator(new LinearMemory(1, 1), 8).allocate(1)).isEqualTo(16);
  }

  /** Siblings of A5 and A7: a freed block is taken out of its list again. */
  @Test
  void aFreedBlockIsGivenOutAgainAndItsListIsEmptyAfterwards() {
    heap.allocate(1);
    int second = heap.allocate(1);
    heap.deallocate(second);
    assertThat(heap.allocate(1)).isEqualTo(second);
    assertThat(heap.head(0)).isEqualTo(NIL);
    assertThat(heap.allocate(1)).isEqualTo(second + 16);
  }

  /** Siblings of A9 and A11: the largest request takes what it needs and a header. */
  @Test
  void theLargestRequestIsServed() {
    LinearMemory large = new LinearMemory(1, 2080);
    assertThat(new FreeingBumpAllocator(large, 0).allocate(MAXIMUM)).isEqualTo(8);
    assertThat(large.pages()).isEqualTo(MAXIMUM / 65_536 + 1);
    LinearMemory tight = new LinearMemory(1, MAXIMUM / 65_536);
    assertThatThrownBy(() -> new FreeingBumpAllocator(tight, 0).allocate(MAXIMUM))
        .hasMessageContaining("out of space");
  }

  @Test
  void a16WordsAreWrittenAndReadLittleEndian() {
    memory.writeLong(40, 4_480_113);
    assertThat(memory.readLong(40)).isEqualTo(4_480_113);
    assertThat(memory.array()[40] & 0xff).isEqualTo(4_480_113 & 0xff);
  }

  /** Sibling of A17: the last order holds the largest request, and nothing is above it. */
  @Test
  void theLastOrderHoldsTheLargestRequest() {
    assertThat(FreeingBumpAllocator.order(MAXIMUM)).isEqualTo(22);
    assertThat(FreeingBumpAllocator.order(MAXIMUM / 2 + 1)).isEqualTo(22);
    assertThat(FreeingBumpAllocator.order(MAXIMUM / 2)).isEqualTo(21);
  }

  /** Headers as the guest sees them: what is written, and what is understood. */
  @Test
  void a20HeadersAreReadAsTheyAreWritten() {
    int first = heap.allocate(8);
    int second = heap.allocate(16);
    int third = heap.allocate(8);
    assertThat(memory.readLong(first - 8)).isEqualTo(OCCUPIED);
    assertThat(memory.readLong(second - 8)).isEqualTo(OCCUPIED | 1);
    heap.deallocate(first);
    assertThat(memory.readLong(first - 8)).isEqualTo(NIL);
    heap.deallocate(third);
    assertThat(memory.readLong(third - 8)).isEqualTo(first - 8L);
    // Other high bits are ignored when reading and written as 0 (AL-4).
    memory.writeLong(second - 8, 0xffff_ffff_0000_0001L);
    heap.deallocate(second);
    assertThat(memory.readLong(second - 8)).isEqualTo(NIL);
    memory.writeLong(third - 8, 0xfffe_0000_0000_0000L | (first - 8));
    assertThat(heap.allocate(8)).isEqualTo(third);
    assertThat(memory.readLong(third - 8)).isEqualTo(OCCUPIED);
    assertThat(heap.allocate(8)).isEqualTo(first);
  }

  /** A Wasm memory cannot shrink; the allocator would notice and never work again. */
  @Test
  void a24MemoryThatShrankIsNoticed() throws Exception {
    heap.allocate(8);
    Field seen = FreeingBumpAllocator.class.getDeclaredField("lastMemorySize");
    seen.setAccessible(true);
    seen.setLong(heap, 2 * 65_536L);
    assertThatThrownBy(() -> heap.allocate(8)).hasMessageContaining("shrunk");
    assertThatThrownBy(() -> heap.allocate(8)).hasMessageContaining("poisoned");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("a request above 32 MiB", 0, 0, h -> h.allocate(MAXIMUM + 1), "too large"),
        failure("more than memory holds", 0, 0, h -> h.allocate(65_536), "out of space"),
        failure("a null pointer is freed", 0, 0, h -> h.deallocate(0), "Invalid"),
        failure("a pointer outside is freed", 0, 0, h -> h.deallocate(65_544), "outside"),
        failure("what was never given is freed", 0, 0, h -> h.deallocate(4_096), "empty"),
        failure("a block is freed twice", 0, 0, AllocatorRowsTest::twice, "empty"),
        failure("an order that is none", 0, OCCUPIED | 23, h -> h.deallocate(8), "order"),
        failure("the largest order number", 0, OCCUPIED | NIL, h -> h.deallocate(8), "order"),
        failure(
            "a larger block is freed than is in use",
            0,
            OCCUPIED | 22,
            h -> h.deallocate(8),
            "underflow"),
        failure("a free list with a used block", 16, OCCUPIED, h -> reuse(h, 24), "occupied"),
        failure("a free list that leads outside", 16, 65_536, h -> chain(h, 24), "outside"));
  }

  private static Arguments failure(
      String name, int at, long header, Consumer<FreeingBumpAllocator> step, String message) {
    return Arguments.of(name, at, header, step, message);
  }

  private static void twice(FreeingBumpAllocator heap) {
    heap.deallocate(8);
    heap.deallocate(8);
  }

  /** Frees a block of which the header is then overwritten, and asks for it. */
  private static void reuse(FreeingBumpAllocator heap, int pointer) {
    assertThat(heap.head(0)).isEqualTo(pointer - 8);
    heap.allocate(8);
  }

  /** The overwritten link becomes the head, and the next request follows it. */
  private static void chain(FreeingBumpAllocator heap, int pointer) {
    assertThat(heap.allocate(8)).isEqualTo(pointer);
    heap.allocate(8);
  }

  /** A21 and its sibling: every failure poisons for good, whatever is asked afterwards. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void a21EveryFailurePoisons(
      String name, int at, long header, Consumer<FreeingBumpAllocator> step, String message) {
    int first = heap.allocate(8);
    int second = heap.allocate(8);
    assertThat(first).isEqualTo(8);
    if (at == second - 8) {
      heap.deallocate(second);
    }
    if (header != 0) {
      memory.writeLong(at, header);
    }
    assertThatThrownBy(() -> step.accept(heap)).as(name).hasMessageContaining(message);
    memory.writeLong(at, OCCUPIED);
    assertThatThrownBy(() -> heap.allocate(1)).hasMessageContaining("poisoned");
    assertThatThrownBy(() -> heap.deallocate(first)).hasMessageContaining("poisoned");
    assertThatThrownBy(() -> heap.allocate(1)).hasMessageContaining("poisoned");
  }

  /** AL-5: twice the size, but never beyond the maximum, and at least what is needed. */
  @Test
  void growthDoublesWithinTheMaximum() {
    LinearMemory four = new LinearMemory(4, 6);
    new FreeingBumpAllocator(four, 4 * 65_536).allocate(8);
    assertThat(four.pages()).isEqualTo(6);
    LinearMemory three = new LinearMemory(3, 100);
    new FreeingBumpAllocator(three, 3 * 65_536).allocate(8);
    assertThat(three.pages()).isEqualTo(6);
  }
}
