package dev.vouch.pvf.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Guest memory: one array whose capacity doubles, with its own size limit, so that growing page by
 * page does not copy each time. Generated code passes effective addresses as {@code int}; one at or
 * above 2 GiB arrives negative, hence the two comparisons of {@link #check}. Belongs to one
 * instance.
 */
@SuppressWarnings("removal") // four methods of the interface that nothing calls
public final class LinearMemory extends GuestGlobals implements Memory {
  /** Bytes of a page. */
  static final int PAGE = 65_536;

  /** A Java array ends before 2 GiB: what parameters allow above this cannot be decided here. */
  static final int MAX_PAGES = 32_767;

  /** Pages that addresses of 32 bits reach, whatever the parameters allow (validation 2.3). */
  private static final int ADDRESSABLE_PAGES = 65_536;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  static {
    // C1 does not inline a call on a handle that was never made, and a function with one long loop
    // is compiled once: without this its accesses may stay slow calls for ever. Runtimes have no
    // floats.
    LinearMemory linked = new LinearMemory(1, 1);
    memoryWriteShort(0, memoryReadShort(0, 0, linked), 0, linked);
    memoryWriteInt(0, memoryReadInt(0, 0, linked), 0, linked);
    memoryWriteLong(0, memoryReadLong(0, 0, linked), 0, linked);
  }

  private final int initialPages;
  private final int maximumPages;
  private final HostState host;
  private byte[] bytes;
  private int size;

  /** Variables of functions that have them outside the JVM's own frames. */
  final GuestFrames frames = new GuestFrames();

  /** A zeroed memory of an instance without host functions. */
  LinearMemory(int initialPages, int maximumPages) {
    this(initialPages, maximumPages, new HostState());
  }

  /**
   * A zeroed memory; the caller checked that the initial size is within the maximum.
   *
   * @param host what {@link BoundHost} finds through the memory
   */
  LinearMemory(int initialPages, int maximumPages, HostState host) {
    this.host = host;
    this.maximumPages = maximumPages;
    if (initialPages < 0 || initialPages > this.maximumPages) {
      throw new UninstantiableException(
          "initial memory of " + initialPages + " pages is too large");
    }
    representable(initialPages);
    this.initialPages = initialPages;
    this.size = initialPages * PAGE;
    this.bytes = new byte[size];
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  private static void representable(int pages) {
    if (pages > MAX_PAGES) {
      throw new EngineLimit("memory of " + pages + " pages; this engine holds " + MAX_PAGES);
    }
  }

  private static WasmRuntimeException outOfBounds() {
    return new WasmRuntimeException("out of bounds memory access");
  }

  private int check(int address, int length) {
    if (address < 0 || address > size - length) {
      throw outOfBounds();
    }
    return address;
  }

  /**
   * Address of an access of {@code n} bytes by generated code. Kept small, with its callers, so
   * that C1 inlines both.
   */
  private int at(int base, int offset, int n) {
    long address = (base & 0xffff_ffffL) + offset;
    if (address > size - n) {
      throw outOfBounds();
    }
    return (int) address;
  }

  /** A load of generated code, which names it so. */
  public static byte memoryReadByte(int base, int offset, LinearMemory memory) {
    return memory.bytes[memory.at(base, offset, 1)];
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteByte(int base, byte value, int offset, LinearMemory memory) {
    memory.bytes[memory.at(base, offset, 1)] = value;
  }

  /** A load of generated code, which names it so. */
  public static short memoryReadShort(int base, int offset, LinearMemory memory) {
    return (short) SHORTS.get(memory.bytes, memory.at(base, offset, 2));
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteShort(int base, short value, int offset, LinearMemory memory) {
    SHORTS.set(memory.bytes, memory.at(base, offset, 2), value);
  }

  /** A load of generated code, which names it so. */
  public static int memoryReadInt(int base, int offset, LinearMemory memory) {
    return (int) INTS.get(memory.bytes, memory.at(base, offset, 4));
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteInt(int base, int value, int offset, LinearMemory memory) {
    INTS.set(memory.bytes, memory.at(base, offset, 4), value);
  }

  /** A load of generated code, which names it so. */
  public static long memoryReadLong(int base, int offset, LinearMemory memory) {
    return (long) LONGS.get(memory.bytes, memory.at(base, offset, 8));
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteLong(int base, long value, int offset, LinearMemory memory) {
    LONGS.set(memory.bytes, memory.at(base, offset, 8), value);
  }

  /** A load of generated code, which names it so. */
  public static float memoryReadFloat(int base, int offset, LinearMemory memory) {
    return (float) FLOATS.get(memory.bytes, memory.at(base, offset, 4));
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteFloat(int base, float value, int offset, LinearMemory memory) {
    FLOATS.set(memory.bytes, memory.at(base, offset, 4), value);
  }

  /** A load of generated code, which names it so. */
  public static double memoryReadDouble(int base, int offset, LinearMemory memory) {
    return (double) DOUBLES.get(memory.bytes, memory.at(base, offset, 8));
  }

  /** A store of generated code, which names it so. */
  public static void memoryWriteDouble(int base, double value, int offset, LinearMemory memory) {
    DOUBLES.set(memory.bytes, memory.at(base, offset, 8), value);
  }

  /** {@code memory.grow} of generated code. */
  public static int memoryGrow(int more, LinearMemory memory) {
    return memory.grow(more);
  }

  /** {@code memory.size} of generated code. */
  public static int memoryPages(LinearMemory memory) {
    return memory.size / PAGE;
  }

  /** State of the host functions of this instance. */
  HostState host() {
    return host;
  }

  /** Size in bytes; always below 2 GiB. */
  int size() {
    return size;
  }

  /** The array behind the memory, valid until the next growth; longer than {@link #size}. */
  byte[] array() {
    return bytes;
  }

  /** Whether a range of unsigned 32-bit values lies in memory; an empty one may lie at its end. */
  boolean contains(int address, int length) {
    return Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) <= size;
  }

  @Override
  public int pages() {
    return size / PAGE;
  }

  @Override
  public int grow(int more) {
    int before = pages();
    if (more < 0 || more > Math.min(maximumPages, ADDRESSABLE_PAGES) - before) {
      return -1;
    }
    representable(before + more);
    int needed = (before + more) * PAGE;
    if (needed > bytes.length) {
      long doubled = Math.max(2L * bytes.length, needed);
      long most = (long) Math.min(maximumPages, MAX_PAGES) * PAGE;
      // The last doubling takes the small rest too, or a large memory would be copied once more.
      bytes = Arrays.copyOf(bytes, (int) (doubled > most - most / 8 ? most : doubled));
    }
    size = needed;
    return before;
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public Object lock(int address) {
    throw new UnsupportedOperationException("threads are not part of the accepted language");
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    throw new UnsupportedOperationException("threads are not part of the accepted language");
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    throw new UnsupportedOperationException("threads are not part of the accepted language");
  }

  @Override
  public int notify(int address, int maxThreads) {
    throw new UnsupportedOperationException("threads are not part of the accepted language");
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    for (DataSegment segment : dataSegments) {
      if (!(segment instanceof ActiveDataSegment active)) {
        throw new UninstantiableException("passive data segment");
      }
      // The gate admits one constant here; a global would have to be imported.
      int offset = (int) active.offsetInstructions().getFirst().operand(0);
      byte[] data = active.data();
      if (!contains(offset, data.length)) {
        throw new UninstantiableException("out of bounds memory access: data segment");
      }
      System.arraycopy(data, 0, bytes, offset, data.length);
    }
  }

  @Override
  public void initPassiveSegment(int segmentId, int dest, int offset, int length) {
    throw new UnsupportedOperationException("bulk memory is not part of the accepted language");
  }

  @Override
  public void drop(int segment) {
    throw new UnsupportedOperationException("bulk memory is not part of the accepted language");
  }

  @Override
  public void write(int address, byte[] data, int offset, int length) {
    if (!contains(address, length)) {
      throw outOfBounds();
    }
    System.arraycopy(data, offset, bytes, address, length);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    if (!contains(address, length)) {
      throw outOfBounds();
    }
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  @Override
  public byte read(int address) {
    return bytes[check(address, 1)];
  }

  @Override
  public void writeByte(int address, byte data) {
    bytes[check(address, 1)] = data;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORTS.get(bytes, check(address, 2));
  }

  @Override
  public void writeShort(int address, short data) {
    SHORTS.set(bytes, check(address, 2), data);
  }

  @Override
  public long readU16(int address) {
    return readShort(address) & 0xffff;
  }

  @Override
  public int readInt(int address) {
    return (int) INTS.get(bytes, check(address, 4));
  }

  @Override
  public void writeI32(int address, int data) {
    INTS.set(bytes, check(address, 4), data);
  }

  @Override
  public long readLong(int address) {
    return (long) LONGS.get(bytes, check(address, 8));
  }

  @Override
  public void writeLong(int address, long data) {
    LONGS.set(bytes, check(address, 8), data);
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOATS.get(bytes, check(address, 4));
  }

  @Override
  public void writeF32(int address, float data) {
    FLOATS.set(bytes, check(address, 4), data);
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLES.get(bytes, check(address, 8));
  }

  @Override
  public void writeF64(int address, double data) {
    DOUBLES.set(bytes, check(address, 8), data);
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void zero() {
    // A memory is fresh for each instance.
  }

  @Override
  public void fill(byte value, int from, int to) {
    if (from < 0 || to < from || to > size) {
      throw outOfBounds();
    }
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void copy(int dest, int source, int length) {
    if (!contains(dest, length) || !contains(source, length)) {
      throw outOfBounds();
    }
    System.arraycopy(bytes, source, bytes, dest, length);
  }
}
