package dev.vouch.node;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The effects of one event, in order. They are performed after the event was handled, so that an
 * event whose handling throws has no effect at all: a machine with a fault does not vote.
 */
final class EffectBatch implements Effects {
  private final List<Runnable> effects = new ArrayList<>();
  private final SubsystemVerticle host;
  private final LongSupplier watermark;

  EffectBatch(SubsystemVerticle host, LongSupplier watermark) {
    this.host = host;
    this.watermark = watermark;
  }

  void perform() {
    effects.forEach(Runnable::run);
  }

  @Override
  public void send(Message message) {
    long stamp = watermark.getAsLong();
    effects.add(() -> host.send(message, stamp));
  }

  @Override
  public <A extends Answer> void request(long correlation, Request<A> request) {
    long stamp = watermark.getAsLong();
    effects.add(() -> host.request(correlation, request, stamp));
  }

  @Override
  public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {
    effects.add(() -> host.reply(replyTo, outcome));
  }

  @Override
  public void startTimer(long timer, long delayMillis) {
    effects.add(() -> host.startTimer(timer, delayMillis));
  }

  @Override
  public void cancelTimer(long timer) {
    effects.add(() -> host.cancelTimer(timer));
  }

  @Override
  public void count(Metric metric, long amount) {
    effects.add(() -> host.node().meters().count(metric, amount));
  }

  @Override
  public void time(Metric metric, long millis) {
    effects.add(() -> host.node().meters().time(metric, millis));
  }

  @Override
  public void explain(Explanation explanation) {
    effects.add(() -> host.explain(explanation));
  }
}
