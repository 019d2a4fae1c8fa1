package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.WasmRuntimeException;
import org.junit.jupiter.api.Test;

class LinearMemoryTest {
  private static final int END = 65_536;

  @Test
  void accessesEndExactlyAtTheLastByte() {
    LinearMemory memory = new LinearMemory(1, 2);
    memory.writeLong(END - 8, -1);
    assertThat(memory.readLong(END - 8)).isEqualTo(-1);
    assertThat(memory.readInt(END - 4)).isEqualTo(-1);
    assertThat(memory.readShort(END - 2)).isEqualTo((short) -1);
    assertThat(memory.read(END - 1)).isEqualTo((byte) -1);
    refused(() -> memory.readLong(END - 7));
    refused(() -> memory.readInt(END - 3));
    refused(() -> memory.readShort(END - 1));
    refused(() -> memory.read(END));
  }

  @Test
  void accessesOfGeneratedCodeEndExactlyAtTheLastByte() {
    LinearMemory memory = new LinearMemory(1, 2);
    LinearMemory.memoryWriteLong(END - 16, -1, 8, memory);
    assertThat(LinearMemory.memoryReadLong(END - 8, 0, memory)).isEqualTo(-1);
    assertThat(LinearMemory.memoryReadInt(0, END - 4, memory)).isEqualTo(-1);
    assertThat(LinearMemory.memoryReadShort(END - 3, 1, memory)).isEqualTo((short) -1);
    assertThat(LinearMemory.memoryReadByte(END - 1, 0, memory)).isEqualTo((byte) -1);
    refused(() -> LinearMemory.memoryReadLong(END - 8, 1, memory));
    refused(() -> LinearMemory.memoryReadInt(END - 4, 1, memory));
    refused(() -> LinearMemory.memoryReadShort(END - 2, 1, memory));
    refused(() -> LinearMemory.memoryReadByte(END - 1, 1, memory));
    refused(() -> LinearMemory.memoryWriteLong(END - 8, 0, 1, memory));
    assertThat(memory.readLong(END - 8)).isEqualTo(-1);
  }

  @Test
  void theSumOfAddressAndOffsetDoesNotWrap() {
    LinearMemory memory = new LinearMemory(1, 2);
    for (int base : new int[] {-1, -8, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      for (int offset : new int[] {0, 1, 8, Integer.MAX_VALUE}) {
        refused(() -> LinearMemory.memoryReadByte(base, offset, memory));
        refused(() -> LinearMemory.memoryReadLong(base, offset, memory));
        refused(() -> LinearMemory.memoryWriteInt(base, 0, offset, memory));
      }
    }
  }

  @Test
  void addressesAboveTwoGibibytesArriveNegativeAndTrap() {
    LinearMemory memory = new LinearMemory(1, 2);
    refused(() -> memory.readInt(-1));
    refused(() -> memory.readInt(Integer.MIN_VALUE));
    refused(() -> memory.writeLong(-8, 0));
    refused(() -> memory.writeByte(Integer.MAX_VALUE, (byte) 0));
  }

  @Test
  void aStoreThatDoesNotFitWritesNothing() {
    LinearMemory memory = new LinearMemory(1, 2);
    refused(() -> memory.writeLong(END - 4, -1));
    assertThat(memory.readInt(END - 4)).isZero();
  }

  @Test
  void anEmptyMemoryRefusesEveryAccess() {
    LinearMemory memory = new LinearMemory(0, 2);
    refused(() -> memory.read(0));
    refused(() -> memory.readLong(0));
    assertThat(memory.contains(0, 0)).isTrue();
    assertThat(memory.contains(1, 0)).isFalse();
  }

  @Test
  void capacityBeyondTheSizeIsNotReadable() {
    LinearMemory memory = new LinearMemory(2, 100);
    memory.grow(1); // capacity is now four pages
    memory.writeByte(3 * END - 1, (byte) 1);
    refused(() -> memory.read(3 * END));
    refused(() -> memory.readLong(3 * END - 7));
  }

  @Test
  void growthKeepsContentsAndGivesZeroes() {
    LinearMemory memory = new LinearMemory(1, 10);
    memory.writeI32(100, 7);
    assertThat(memory.grow(3)).isEqualTo(1);
    assertThat(memory.readInt(100)).isEqualTo(7);
    assertThat(memory.readLong(4 * END - 8)).isZero();
    assertThat(memory.pages()).isEqualTo(4);
  }

  @Test
  void growthStopsAtTheMaximum() {
    LinearMemory memory = new LinearMemory(1, 10);
    assertThat(memory.grow(10)).isEqualTo(-1);
    assertThat(memory.grow(-1)).isEqualTo(-1);
    assertThat(memory.grow(Integer.MAX_VALUE)).isEqualTo(-1);
    assertThat(memory.grow(9)).isEqualTo(1);
    assertThat(memory.grow(0)).isEqualTo(10);
    assertThat(memory.grow(1)).isEqualTo(-1);
  }

  @Test
  void rangesTakeUnsignedAddressesAndLengths() {
    LinearMemory memory = new LinearMemory(1, 1);
    assertThat(memory.contains(END, 0)).isTrue();
    assertThat(memory.contains(END + 1, 0)).isFalse();
    assertThat(memory.contains(END - 1, 1)).isTrue();
    assertThat(memory.contains(END - 1, 2)).isFalse();
    assertThat(memory.contains(-1, 0)).isFalse();
    assertThat(memory.contains(0, -1)).isFalse();
    assertThat(memory.contains(-1, -1)).isFalse();
  }

  /** {@code MaxMemoryPages} goes up to 65,536, and 32 pages come on top of it. */
  @Test
  void growthBeyondWhat32BitsReachFailsWhateverTheParametersAllow() {
    LinearMemory memory = new LinearMemory(1, 65_536 + 32);
    assertThat(memory.grow(65_536)).isEqualTo(-1);
    assertThat(memory.grow(65_567)).isEqualTo(-1);
    assertThatThrownBy(() -> memory.grow(65_535)).isInstanceOf(EngineLimit.class);
    assertThat(memory.pages()).isEqualTo(1);
  }

  @Test
  void growthBeyondWhatAnArrayHoldsIsNoVerdict() {
    LinearMemory memory = new LinearMemory(0, 65_568);
    assertThat(memory.maximumPages()).isEqualTo(65_568);
    assertThatThrownBy(() -> memory.grow(32_768)).isInstanceOf(EngineLimit.class);
    assertThat(memory.grow(65_569)).isEqualTo(-1);
  }

  @Test
  void floatBitsSurviveLoadAndStore() {
    LinearMemory memory = new LinearMemory(1, 1);
    memory.writeI32(0, 0x7f81_2345);
    memory.writeF32(8, memory.readFloat(0));
    assertThat(memory.readInt(8)).isEqualTo(0x7f81_2345);
    memory.writeLong(16, 0xfff0_0000_0000_0001L);
    memory.writeF64(24, memory.readDouble(16));
    assertThat(memory.readLong(24)).isEqualTo(0xfff0_0000_0000_0001L);
  }

  private static void refused(Runnable access) {
    assertThatThrownBy(access::run).isInstanceOf(WasmRuntimeException.class);
  }
}
