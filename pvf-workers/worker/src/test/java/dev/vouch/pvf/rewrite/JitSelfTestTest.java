package dev.vouch.pvf.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JitSelfTestTest {
  @Test
  void rewrittenComparisonsAreRightUnderThisJit() {
    JitSelfTest.Report report = JitSelfTest.run();
    assertThat(report.rewrittenIsRight()).isTrue();
    assertThat(report.rewrittenWrong()).isZero();
  }

  @Test
  void aWrongRewriteIsRefused() {
    assertThat(new JitSelfTest.Report(0, 1).rewrittenIsRight()).isFalse();
    assertThat(new JitSelfTest.Report(9, 0).rewrittenIsRight()).isTrue();
  }
}
