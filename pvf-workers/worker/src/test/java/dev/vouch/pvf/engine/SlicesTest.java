package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings that a guest hands to the host (validation HF-3). */
class SlicesTest {
  private static final int PAGES = 100;

  private static HostState host() {
    HostState host = new HostState();
    LinearMemory memory = new LinearMemory(PAGES, PAGES, host);
    host.begin(memory, new FreeingBumpAllocator(memory, 0));
    return host;
  }

  private static void text(HostState host, int address, byte[] bytes) {
    host.memory().write(address, bytes, 0, bytes.length);
    Slices.text(host, Slices.fat(address, bytes.length));
  }

  @Test
  void aStringAsLongAsMemoryIsCheckedWithoutACopy() {
    HostState host = host();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Slices.text(host, Slices.fat(0, PAGES * LinearMemory.PAGE));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void aCharacterMayLieAcrossTwoPieces() {
    HostState host = host();
    for (String end : new String[] {"\u00e4", "\u20ac", "\ud83d\ude00"}) {
      for (int before = 4090; before < 4100; before++) {
        byte[] bytes = ("a".repeat(before) + end).getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> text(host, 5, bytes)).doesNotThrowAnyException();
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> text(host, 5, cut)).isInstanceOf(HostTrap.class);
      }
    }
    assertThatCode(() -> text(host, PAGES * LinearMemory.PAGE, new byte[0]))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ff", "80", "c080", "c328", "eda080", "edbfbf", "f0808080", "f4908080", "61e2"})
  void whatIsNotUtf8Traps(String hex) {
    assertThatThrownBy(() -> text(host(), 1, HexFormat.of().parseHex(hex)))
        .isInstanceOf(HostTrap.class)
        .hasMessageContaining("UTF-8");
  }
}
