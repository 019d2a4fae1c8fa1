package dev.vouch.devnet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What devnet prints: text for people or one JSON object a line for scripts, on one stream. Safe
 * for any thread: each call prints whole lines.
 */
final class Report {
  private final PrintStream out;
  private final boolean json;

  /** Nothing follows the summary. Guarded by this. */
  private boolean summarized;

  Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** The first screen: what is running, where to look, how to stop it. */
  void started(DevnetOptions options, int httpPort, String dir) {
    if (json) {
      line(
          new JsonObject()
              .put("event", "started")
              .put("validators", options.validators())
              .put("group_size", options.groupSize())
              .put("paras", options.paras())
              .put("block_time_ms", options.blockTime().toMillis())
              .put("processes", options.processes())
              .put("dir", dir)
              .put("http", "http://127.0.0.1:" + httpPort));
      return;
    }
    text(
        String.format(
            Locale.ROOT,
            """
            Vouch devnet: an embedded relay chain with real validators, real Wasm and real signatures
              %d validators in groups of %d, %d paras (adder on even ids, undying on odd ones)
              one relay block every %d ms%s
              each validator is a clustered Vert.x node %s
            Look at  http://127.0.0.1:%d/         metrics at /metrics, health at /health and /ready
            Files in %s
            Stop it with Ctrl-C; a summary follows.\
            """,
            options.validators(),
            options.groupSize(),
            options.paras(),
            options.blockTime().toMillis(),
            options.blocks() == 0 ? "" : ", " + options.blocks() + " blocks in all",
            options.processes() ? "in a process of its own" : "in this JVM",
            httpPort,
            dir));
  }

  /** A validator that was started: what a script needs to look at it, to end it, to start it. */
  void validator(String name, long pid, int statusPort, String config) {
    if (json) {
      line(
          new JsonObject()
              .put("event", "validator")
              .put("name", name)
              .put("pid", pid)
              .put("status", "http://127.0.0.1:" + statusPort)
              .put("config", config));
    } else {
      text(
          String.format(
              Locale.ROOT,
              "  .. %s starts: process %d, status at http://127.0.0.1:%d, vouch node --config %s",
              name,
              pid,
              statusPort,
              config));
    }
  }

  void progress(String message) {
    if (json) {
      line(new JsonObject().put("event", "progress").put("message", message));
    } else {
      text("  .. " + message);
    }
  }

  void problem(String message) {
    if (json) {
      line(new JsonObject().put("event", "problem").put("message", message));
    } else {
      text("  !! " + message);
    }
  }

  void decided(CandidateLedger.Decided d) {
    if (json) {
      line(
          new JsonObject()
              .put("event", "candidate")
              .put("block", d.block())
              .put("para", Integer.toUnsignedLong(d.para().value()))
              .put("candidate", d.candidate().value().toHex())
              .put("seconded_by", d.secondedBy())
              .put("votes", d.votes())
              .put("group_size", d.groupSize())
              .put("second_to_backed_ms", d.secondToBackedMillis().orElse(null)));
      return;
    }
    text(
        String.format(
            Locale.ROOT,
            "block %-5d para %s  %s  seconded by %-13s votes %d/%d  backed after %-8s included in"
                + " %d",
            d.block(),
            d.para(),
            d.candidate().value().shortHex(),
            d.secondedBy(),
            d.votes(),
            d.groupSize(),
            millis(d.secondToBackedMillis()),
            d.block()));
  }

  void summary(CandidateLedger ledger, long workersKilled, long startedAt, long now) {
    List<CandidateLedger.ParaSummary> paras = ledger.summary();
    if (json) {
      JsonArray list = new JsonArray();
      paras.forEach(
          p ->
              list.add(
                  new JsonObject()
                      .put("para", Integer.toUnsignedLong(p.para().value()))
                      .put("backed", p.backed())
                      .put("included", p.included())));
      print(
          new JsonObject()
              .put("event", "summary")
              .put("blocks", ledger.blocks())
              .put("paras", list)
              .put("second_to_backed_p50_ms", ledger.secondToBacked(50).orElse(null))
              .put("second_to_backed_p99_ms", ledger.secondToBacked(99).orElse(null))
              .put("pvf_p50_ms", ledger.pvfTime(50).orElse(null))
              .put("pvf_p99_ms", ledger.pvfTime(99).orElse(null))
              .put("workers_killed", workersKilled)
              .put("seconds", (now - startedAt) / 1000)
              .encode(),
          true);
      return;
    }
    StringBuilder text = new StringBuilder("Summary: " + ledger.blocks() + " blocks");
    paras.forEach(
        p ->
            text.append("\n  para ")
                .append(p.para())
                .append(": ")
                .append(p.backed())
                .append(" candidates backed, included in ")
                .append(p.included())
                .append(" blocks"));
    text.append("\n  Second to backed: p50 ")
        .append(millis(ledger.secondToBacked(50)))
        .append(", p99 ")
        .append(millis(ledger.secondToBacked(99)))
        .append("\n  PVF time:         p50 ")
        .append(millis(ledger.pvfTime(50)))
        .append(", p99 ")
        .append(millis(ledger.pvfTime(99)))
        .append("\n  workers killed:   ")
        .append(workersKilled);
    print(text.toString(), true);
  }

  void stalled(CandidateLedger.ParaSummary para, long blocks) {
    problem(
        "para "
            + para.para()
            + " stalled: included in "
            + para.included()
            + " of "
            + blocks
            + " blocks, last in block "
            + para.lastIncluded());
  }

  private static String millis(Optional<Long> value) {
    return value.map(v -> v + " ms").orElse("?");
  }

  private void line(JsonObject object) {
    print(object.encode(), false);
  }

  private void text(String lines) {
    print(lines, false);
  }

  private synchronized void print(String lines, boolean last) {
    if (!summarized) {
      out.println(lines);
      out.flush();
    }
    summarized |= last;
  }
}
