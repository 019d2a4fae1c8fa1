package dev.vouch.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.testing.TestCandidate;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What devnet prints, for people and for scripts. */
final class ReportTest {
  private static final TestCandidate CANDIDATE =
      CandidateLedgerTest.candidate(CandidateLedgerTest.ADDER, 1);
  private static final CandidateLedger.Decided DECIDED =
      new CandidateLedger.Decided(
          7, CandidateLedgerTest.ADDER, CANDIDATE.hash(), "alice", 2, 3, Optional.of(42L));
  private static final CandidateLedger.Decided UNSEEN =
      new CandidateLedger.Decided(
          7, CandidateLedgerTest.ADDER, CANDIDATE.hash(), "?", 2, 3, Optional.empty());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Report report(boolean json) {
    return new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), json);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private List<JsonObject> objects() {
    return printed().lines().map(JsonObject::new).toList();
  }

  private static CandidateLedger ledger() {
    CandidateLedger ledger =
        new CandidateLedger(List.of(CandidateLedgerTest.ADDER, CandidateLedgerTest.UNDYING));
    ledger.handedIn(CANDIDATE.hash(), CandidateLedgerTest.ADDER, 0);
    ledger.backed(CANDIDATE.hash(), 42);
    ledger.imported(CandidateLedgerTest.block(7, false, CANDIDATE));
    ledger.pvfRan(9);
    return ledger;
  }

  @Test
  void theFirstScreenTellsWhatRunsWhereToLookAndHowToStop() {
    report(false).started(DevnetOptions.defaults(), 12345, "some/dir");
    assertThat(printed())
        .contains("6 validators in groups of 3, 2 paras")
        .contains("http://127.0.0.1:12345/")
        .contains("some/dir")
        .contains("Ctrl-C")
        .doesNotContain("blocks in all");
  }

  @Test
  void textDoesNotDependOnTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Report report = report(false);
      report.started(DevnetOptions.defaults(), 12345, "dir");
      report.decided(DECIDED);
      report.summary(ledger(), 3, 0, 5_000);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(printed()).contains("12345").matches("\\p{ASCII}*");
  }

  @Test
  void aDecidedCandidateIsOneLine() {
    report(false).decided(DECIDED);
    assertThat(printed().lines()).hasSize(1);
    assertThat(printed())
        .contains("para 2000")
        .contains(CANDIDATE.hash().value().shortHex())
        .contains("seconded by alice")
        .contains("votes 2/3")
        .contains("backed after 42 ms")
        .contains("included in 7");
  }

  @Test
  void theSummaryHasEveryParaAndBothTimes() {
    Report report = report(false);
    report.stalled(new CandidateLedger.ParaSummary(CandidateLedgerTest.UNDYING, 0, 1, 4), 9);
    report.summary(ledger(), 3, 0, 5_000);
    assertThat(printed())
        .contains("Summary: 7 blocks")
        .contains("para 2000: 1 candidates backed, included in 1 blocks")
        .contains("para 2001: 0 candidates backed, included in 0 blocks")
        .contains("Second to backed: p50 42 ms, p99 42 ms")
        .contains("PVF time:         p50 9 ms")
        .contains("workers killed:   3")
        .contains("para 2001 stalled: included in 1 of 9 blocks, last in block 4");
  }

  @Test
  void nothingFollowsTheSummary() {
    Report report = report(false);
    report.summary(ledger(), 3, 0, 5_000);
    String before = printed();
    report.problem("too late");
    report.progress("too late");
    report.summary(ledger(), 4, 0, 6_000);
    assertThat(printed()).isEqualTo(before);
  }

  @Test
  void scriptsGetOneObjectALine() {
    Report report = report(true);
    report.started(DevnetOptions.defaults(), 12345, "some \"dir\"");
    report.progress("two\nlines");
    report.problem("bad");
    report.decided(DECIDED);
    report.decided(UNSEEN);
    report.summary(ledger(), 3, 1_000, 6_000);
    List<JsonObject> objects = objects();
    assertThat(objects)
        .extracting(o -> o.getString("event"))
        .containsExactly("started", "progress", "problem", "candidate", "candidate", "summary");
    assertThat(objects.get(0).getString("dir")).isEqualTo("some \"dir\"");
    assertThat(objects.get(1).getString("message")).isEqualTo("two\nlines");
    assertThat(objects.get(3).getLong("second_to_backed_ms")).isEqualTo(42);
    assertThat(objects.get(3).getString("candidate")).isEqualTo(CANDIDATE.hash().value().toHex());
    assertThat(objects.get(4).containsKey("second_to_backed_ms")).isTrue();
    assertThat(objects.get(4).getValue("second_to_backed_ms")).isNull();
    assertThat(objects.get(5).getJsonArray("paras")).hasSize(2);
    assertThat(objects.get(5).getLong("seconds")).isEqualTo(5);
    assertThat(objects.get(5).getLong("pvf_p99_ms")).isEqualTo(9);
  }
}
