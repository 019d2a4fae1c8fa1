package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rows A of validation 6.3. */
class FreeingBumpAllocatorTest {
  private static FreeingBumpAllocator allocator(int pages, int max, int base) {
    return new FreeingBumpAllocator(new LinearMemory(pages, max), base);
  }

  @Test
  void a3PointersAreMultiplesOfEight() {
    assertThat(allocator(1, 1, 13).allocate(1)).isEqualTo(24);
  }

  @Test
  void a4PointersGrowByBlockAndHeader() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    assertThat(heap.allocate(1)).isEqualTo(8);
    assertThat(heap.allocate(9)).isEqualTo(24);
    assertThat(heap.allocate(1)).isEqualTo(48);
  }

  @Test
  void a5AFreedBlockHeadsItsList() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    heap.allocate(1);
    int second = heap.allocate(1);
    heap.deallocate(second);
    assertThat(heap.head(0)).isEqualTo(second - 8);
  }

  @Test
  void a7FreedBlocksAreReusedLastFirst() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    int first = heap.allocate(8);
    int second = heap.allocate(8);
    int third = heap.allocate(8);
    heap.deallocate(first);
    heap.deallocate(second);
    heap.deallocate(third);
    assertThat(heap.head(0)).isEqualTo(third - 8);
    assertThat(heap.allocate(8)).isEqualTo(third);
    assertThat(heap.head(0)).isEqualTo(second - 8);
  }

  @Test
  void a8ABlockBeyondTheMaximumIsRefused() {
    FreeingBumpAllocator heap = allocator(1, 1, 13);
    assertThatThrownBy(() -> heap.allocate(65_523)).hasMessageContaining("out of space");
  }

  @Test
  void a9AFullHeapRefuses() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    assertThat(heap.allocate(32_760)).isEqualTo(8);
    assertThatThrownBy(() -> heap.allocate(32_768)).hasMessageContaining("out of space");
  }

  @Test
  void a11ARequestAbove32MiBIsTooLarge() {
    FreeingBumpAllocator heap = allocator(1, 2080, 0);
    assertThatThrownBy(() -> heap.allocate(33_554_433)).hasMessageContaining("too large");
    FreeingBumpAllocator other = allocator(1, 2080, 0);
    assertThat(other.allocate(33_554_432)).isEqualTo(8);
    assertThatThrownBy(() -> other.allocate(-1)).hasMessageContaining("too large");
  }

  @Test
  void a12TheBumperStopsAtTheEndOfMemory() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    int[] pointers = new int[1638];
    for (int i = 0; i < pointers.length; i++) {
      pointers[i] = heap.allocate(32);
    }
    assertThat(heap.bytesInUse()).isEqualTo(65_520);
    assertThat(heap.bumper()).isEqualTo(65_520);
    for (int pointer : pointers) {
      heap.deallocate(pointer);
    }
    assertThat(heap.bytesInUse()).isZero();
    assertThat(heap.bumper()).isEqualTo(65_520);
    heap.allocate(8);
    assertThat(heap.bumper()).isEqualTo(65_536);
    assertThatThrownBy(() -> heap.allocate(8)).hasMessageContaining("out of space");
  }

  @Test
  void a13HeadersCountAsUsed() {
    FreeingBumpAllocator heap = allocator(1, 1, 1);
    heap.allocate(9);
    assertThat(heap.bytesInUse()).isEqualTo(24);
  }

  @Test
  void a15AllocatingAndFreeingLeavesNothingInUse() {
    FreeingBumpAllocator heap = allocator(1, 1, 19);
    for (int i = 0; i < 9; i++) {
      heap.deallocate(heap.allocate(42));
    }
    assertThat(heap.bytesInUse()).isZero();
  }

  @Test
  void a17OrdersArePowersOfTwoFromEight() {
    assertThat(FreeingBumpAllocator.order(0)).isZero();
    assertThat(FreeingBumpAllocator.order(8)).isZero();
    assertThat(FreeingBumpAllocator.order(9)).isEqualTo(1);
    assertThat(FreeingBumpAllocator.order(33_554_432)).isEqualTo(22);
  }

  @Test
  void a19ListsSurviveFreeingInReverse() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    int[] pointers = new int[4];
    for (int i = 0; i < 4; i++) {
      pointers[i] = heap.allocate(8);
    }
    for (int i = 3; i >= 0; i--) {
      heap.deallocate(pointers[i]);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(heap.allocate(8)).isEqualTo(pointers[i]);
    }
  }

  @Test
  void a21AFailureIsForEver() {
    FreeingBumpAllocator heap = allocator(1, 1, 0);
    int pointer = heap.allocate(32_760);
    assertThatThrownBy(() -> heap.allocate(65_536)).hasMessageContaining("out of space");
    assertThatThrownBy(() -> heap.deallocate(pointer)).hasMessageContaining("poisoned");
    assertThatThrownBy(() -> heap.allocate(8)).hasMessageContaining("poisoned");
  }

  @Test
  void a23MemoryMayGrowInBetween() {
    LinearMemory memory = new LinearMemory(1, 100);
    FreeingBumpAllocator heap = new FreeingBumpAllocator(memory, 0);
    heap.allocate(32_768);
    heap.allocate(32_768);
    assertThat(memory.pages()).isEqualTo(2);
    memory.grow(1);
    heap.allocate(32_768);
    assertThat(memory.pages()).isEqualTo(3);
  }

  @Test
  void a25MemoryGrowsToWhatIsNeededOrTwice() {
    LinearMemory memory = new LinearMemory(1, 100);
    new FreeingBumpAllocator(memory, 0).allocate(131_072);
    assertThat(memory.pages()).isEqualTo(3);
  }

  @Test
  void aHeapBaseAtTheTopWrapsToZero() {
    assertThat(allocator(1, 1, -1).allocate(1)).isEqualTo(8);
  }

  @Test
  void freeingWhatWasNeverAllocatedFails() {
    assertThatThrownBy(() -> allocator(1, 1, 0).deallocate(7)).hasMessageContaining("Invalid");
    assertThatThrownBy(() -> allocator(1, 1, 0).deallocate(-1)).hasMessageContaining("outside");
    assertThatThrownBy(() -> allocator(1, 1, 0).deallocate(64)).hasMessageContaining("empty");
  }
}
