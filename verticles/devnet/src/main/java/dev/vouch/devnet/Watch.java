package dev.vouch.devnet;

import dev.vouch.bus.Addresses;
import dev.vouch.core.kernel.Explanation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens to what the validators say about candidates and tells the ledger. */
final class Watch {
  private static final Pattern MILLIS = Pattern.compile("\\bmillis=(\\d+)");

  private final CandidateLedger ledger;
  private final Report report;

  Watch(CandidateLedger ledger, Report report) {
    this.ledger = ledger;
    this.report = report;
  }

  Future<?> listen(Vertx vertx, List<String> nodes) {
    List<Future<Void>> listening = new ArrayList<>();
    for (String node : nodes) {
      MessageConsumer<Explanation> consumer =
          vertx.eventBus().consumer(new Addresses(node).explanations());
      consumer.handler(message -> heard(node, message.body()));
      listening.add(consumer.completion());
    }
    return Future.all(listening);
  }

  private void heard(String node, Explanation explanation) {
    synchronized (ledger) {
      switch (explanation.step()) {
        case SECONDED -> explanation.candidate().ifPresent(c -> ledger.seconded(c, node));
        case BACKED ->
            explanation.candidate().ifPresent(c -> ledger.backed(c, System.nanoTime() / 1_000_000));
        case VALID -> {
          Matcher millis = MILLIS.matcher(explanation.detail());
          if (millis.find()) {
            ledger.pvfRan(Long.parseLong(millis.group(1)));
          }
        }
        case INVALID, COULD_NOT_DECIDE, ABSTAINED, REFUSED, MISBEHAVIOR ->
            report.problem(
                node
                    + ": "
                    + explanation.step()
                    + explanation.para().map(p -> " para " + p).orElse("")
                    + explanation.candidate().map(c -> " " + c.value().shortHex()).orElse("")
                    + " "
                    + explanation.detail());
        default -> {}
      }
    }
  }
}
