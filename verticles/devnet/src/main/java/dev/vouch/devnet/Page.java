package dev.vouch.devnet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The page for people who would rather look than read: the last candidates and the tallies. */
final class Page {
  private static final int KEPT = 40;

  private final CandidateLedger ledger;
  private final Deque<CandidateLedger.Decided> last = new ArrayDeque<>();

  Page(CandidateLedger ledger) {
    this.ledger = ledger;
  }

  synchronized void decided(CandidateLedger.Decided decided) {
    last.addFirst(decided);
    if (last.size() > KEPT) {
      last.removeLast();
    }
  }

  synchronized String html() {
    StringBuilder html = new StringBuilder(HEAD);
    synchronized (ledger) {
      html.append("<p>block <b>").append(ledger.blocks()).append("</b></p><div class=paras>");
      for (CandidateLedger.ParaSummary para : ledger.summary()) {
        double share = ledger.blocks() == 0 ? 0 : 100.0 * para.included() / ledger.blocks();
        html.append(
            String.format(
                Locale.ROOT,
                "<div><b>para %s</b><div class=bar><i style='width:%.0f%%'></i></div>"
                    + "%d backed, included in %d blocks, last in %d</div>",
                para.para(),
                share,
                para.backed(),
                para.included(),
                para.lastIncluded()));
      }
      html.append("</div><p>Second to backed: p50 ")
          .append(ledger.secondToBacked(50).map(v -> v + " ms").orElse("-"))
          .append(", p99 ")
          .append(ledger.secondToBacked(99).map(v -> v + " ms").orElse("-"))
          .append("</p>");
    }
    html.append(
        "<table><tr><th>block<th>para<th>candidate<th>seconded by<th>votes<th>backed after</tr>");
    for (CandidateLedger.Decided d : last) {
      html.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d<td>%s<td><code>%s</code><td>%s<td>%s<td>%s</tr>",
              d.block(),
              d.para(),
              d.candidate().value().shortHex(),
              d.secondedBy(),
              "●".repeat(d.votes()) + "○".repeat(Math.max(0, d.groupSize() - d.votes())),
              d.secondToBackedMillis().map(v -> v + " ms").orElse("?")));
    }
    return html.append("</table></body></html>").toString();
  }

  private static final String HEAD =
      """
      <!doctype html><html><head><title>Vouch devnet</title><meta http-equiv=refresh content=2>
      <style>
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:56rem;color:#222;background:#fafafa}
      table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ddd}
      .paras{display:flex;gap:1.5rem;flex-wrap:wrap}.paras>div{background:#fff;padding:.8rem 1rem;border:1px solid #ddd;border-radius:6px}
      .bar{width:14rem;height:8px;background:#eee;border-radius:4px;margin:.4rem 0}.bar i{display:block;height:8px;background:#2a7;border-radius:4px}
      </style></head><body><h1>Vouch devnet</h1>
      <p><a href=/metrics>metrics</a> · <a href=/ready>ready</a> · <a href=/health>health</a></p>
      """;
}
