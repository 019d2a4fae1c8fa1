package dev.vouch.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A value that a handler waits for: a promise without threads, time or failure.
 *
 * <p>Continuations run at once, in the order in which they were added, inside the event that
 * completes the value; one that is added to a complete value runs before the call returns. Failures
 * are values ({@link dev.vouch.messages.Outcome}).
 */
public final class Pending<T> {
  private final List<Consumer<? super T>> waiting = new ArrayList<>(1);
  private Optional<T> value = Optional.empty();

  /** A value that is already there. */
  public static <T> Pending<T> of(T value) {
    Pending<T> pending = new Pending<>();
    pending.complete(value);
    return pending;
  }

  /** Nothing to wait for. */
  public static Pending<Done> done() {
    return of(Done.DONE);
  }

  public boolean isComplete() {
    return value.isPresent();
  }

  /** Completes this value; a second completion is a bug. */
  public void complete(T result) {
    if (value.isPresent()) {
      throw new IllegalStateException("completed twice");
    }
    value = Optional.of(result);
    List<Consumer<? super T>> ready = List.copyOf(waiting);
    waiting.clear();
    ready.forEach(consumer -> consumer.accept(result));
  }

  /** Runs the consumer when the value is there, now or later. */
  public void whenComplete(Consumer<? super T> consumer) {
    value.ifPresentOrElse(consumer, () -> waiting.add(consumer));
  }

  public <R> Pending<R> map(Function<? super T, ? extends R> function) {
    Pending<R> mapped = new Pending<>();
    whenComplete(result -> mapped.complete(function.apply(result)));
    return mapped;
  }

  public <R> Pending<R> flatMap(Function<? super T, Pending<R>> function) {
    Pending<R> mapped = new Pending<>();
    whenComplete(result -> function.apply(result).whenComplete(mapped::complete));
    return mapped;
  }

  /** All values in the order of the list, once the last is there. */
  public static <T> Pending<List<T>> all(List<Pending<T>> parts) {
    Pending<List<T>> all = new Pending<>();
    collect(parts, 0, new ArrayList<>(parts.size()), all);
    return all;
  }

  private static <T> void collect(
      List<Pending<T>> parts, int from, List<T> results, Pending<List<T>> all) {
    int next = from;
    while (next < parts.size() && parts.get(next).value.isPresent()) {
      results.add(parts.get(next).value.orElseThrow());
      next++;
    }
    if (next == parts.size()) {
      all.complete(List.copyOf(results));
      return;
    }
    int rest = next;
    parts.get(rest).whenComplete(result -> collect(parts, rest, results, all));
  }

  /**
   * Runs the step for each item, one after the other, each step to completion before the next.
   *
   * <p>Steps that complete at once do not deepen the stack.
   */
  public static <I> Pending<Done> forEach(List<I> items, Function<I, Pending<Done>> step) {
    Pending<Done> finished = new Pending<>();
    each(items, 0, step, finished);
    return finished;
  }

  private static <I> void each(
      List<I> items, int from, Function<I, Pending<Done>> step, Pending<Done> finished) {
    for (int i = from; i < items.size(); i++) {
      Pending<Done> current = step.apply(items.get(i));
      if (!current.isComplete()) {
        int next = i + 1;
        current.whenComplete(done -> each(items, next, step, finished));
        return;
      }
    }
    finished.complete(Done.DONE);
  }

  /** The value of a handler that returns nothing. */
  public enum Done {
    DONE
  }
}
