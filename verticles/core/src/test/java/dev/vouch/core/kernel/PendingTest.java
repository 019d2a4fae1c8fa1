package dev.vouch.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promise of the cores. */
final class PendingTest {
  private static final Failure OLD =
      new Failure(Failure.Kind.NOT_SUPPORTED, "the runtime is too old");

  private final List<String> seen = new ArrayList<>();

  @Test
  void continuationsRunInTheOrderInWhichTheyWereAdded() {
    Pending<String> pending = new Pending<>();
    pending.whenComplete(value -> seen.add("first " + value));
    pending.whenComplete(value -> seen.add("second " + value));
    assertThat(seen).isEmpty();
    pending.complete("x");
    pending.whenComplete(value -> seen.add("late " + value));
    assertThat(seen).containsExactly("first x", "second x", "late x");
  }

  @Test
  void aSecondCompletionIsRefusedAndTheFirstStays() {
    Pending<String> pending = Pending.of("first");
    assertThatThrownBy(() -> pending.complete("second")).isInstanceOf(IllegalStateException.class);
    pending.whenComplete(seen::add);
    assertThat(seen).containsExactly("first");
  }

  @Test
  void mapAndFlatMapWaitForBothParts() {
    Pending<Integer> outer = new Pending<>();
    Pending<Integer> inner = new Pending<>();
    Pending<String> sum = outer.map(n -> n + 1).flatMap(n -> inner.map(m -> n + " and " + m));
    outer.complete(1);
    assertThat(sum.isComplete()).isFalse();
    inner.complete(5);
    sum.whenComplete(seen::add);
    assertThat(seen).containsExactly("2 and 5");
  }

  @Test
  void allKeepsTheOrderOfTheListWhateverTheOrderOfTheAnswers() {
    Pending<String> a = new Pending<>();
    Pending<String> b = new Pending<>();
    Pending<String> c = Pending.of("c");
    Pending<List<String>> all = Pending.all(List.of(a, b, c));
    b.complete("b");
    assertThat(all.isComplete()).isFalse();
    a.complete("a");
    all.whenComplete(seen::addAll);
    assertThat(seen).containsExactly("a", "b", "c");
    assertThat(Pending.all(List.of()).isComplete()).isTrue();
  }

  @Test
  void forEachStartsAStepOnlyWhenTheOneBeforeIsDone() {
    List<Pending<Done>> steps = List.of(new Pending<>(), new Pending<>(), new Pending<>());
    Pending<Done> all =
        Pending.forEach(
            List.of(0, 1, 2),
            i -> {
              seen.add("start " + i);
              return steps.get(i);
            });
    assertThat(seen).containsExactly("start 0");
    // A value that is there before its step begins does not make the step wait.
    steps.get(1).complete(Done.DONE);
    assertThat(seen).containsExactly("start 0");
    steps.get(0).complete(Done.DONE);
    assertThat(seen).containsExactly("start 0", "start 1", "start 2");
    assertThat(all.isComplete()).isFalse();
    steps.get(2).complete(Done.DONE);
    assertThat(all.isComplete()).isTrue();
  }

  @Test
  void aHundredThousandStepsDoNotDeepenTheStack() {
    List<Integer> items = IntStream.range(0, 100_000).boxed().toList();
    Pending<Done> gate = new Pending<>();
    int[] steps = {0};
    Pending<Done> all =
        Pending.forEach(
            items,
            i -> {
              steps[0]++;
              return i == 0 ? gate : Pending.done();
            });
    gate.complete(Done.DONE);
    assertThat(all.isComplete()).isTrue();
    assertThat(steps[0]).isEqualTo(100_000);
  }

  @Test
  void theFirstFailureIsTheResultOfTheChain() {
    Pending<Outcome<Integer>> failed = Outcomes.failed(OLD);
    assertThat(result(Outcomes.map(failed, n -> n + 1))).isEqualTo(new Outcome.Failed<>(OLD));
    assertThat(result(Outcomes.then(Outcomes.of(1), n -> Outcomes.of(n + 1))))
        .isEqualTo(Outcome.answered(2));
    assertThat(result(Outcomes.then(Outcomes.of(1), n -> Outcomes.<Integer>failed(OLD))))
        .isEqualTo(new Outcome.Failed<>(OLD));
  }

  @Test
  void onlyAnOldRuntimeTakesTheFallback() {
    Pending<Outcome<Integer>> old = Outcomes.failed(OLD);
    Pending<Outcome<Integer>> broken =
        Outcomes.failed(new Failure(Failure.Kind.EXECUTION, "the call trapped"));
    assertThat(result(Outcomes.orIfNotSupported(old, failure -> Outcomes.of(3))))
        .isEqualTo(Outcome.answered(3));
    assertThat(result(Outcomes.orIfNotSupported(broken, failure -> Outcomes.of(3))))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(result(Outcomes.orIfNotSupported(Outcomes.of(1), failure -> Outcomes.of(3))))
        .isEqualTo(Outcome.answered(1));
  }

  private static <T> T result(Pending<T> pending) {
    List<T> got = new ArrayList<>();
    pending.whenComplete(got::add);
    return got.getFirst();
  }
}
