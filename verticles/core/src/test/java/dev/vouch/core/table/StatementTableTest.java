package dev.vouch.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.Misbehavior;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The rows T and TX of the test catalogue (backing spec 7.2). */
class StatementTableTest {
  private static final CoreIndex GROUP_2 = new CoreIndex(2);
  private static final CoreIndex GROUP_3 = new CoreIndex(3);

  private final TableNumbers numbers = new TableNumbers();
  private final StatementTable table = new StatementTable();
  private final Map<CoreIndex, List<Integer>> groups =
      Map.of(GROUP_2, List.of(1, 4, 5), GROUP_3, List.of(2));
  private final TableContext context =
      new TableContext() {
        @Override
        public boolean isMemberOf(ValidatorIndex authority, CoreIndex group) {
          return groups.getOrDefault(group, List.of()).contains(authority.value());
        }

        @Override
        public OptionalInt groupSize(CoreIndex group) {
          return groups.containsKey(group)
              ? OptionalInt.of(groups.get(group).size())
              : OptionalInt.empty();
        }
      };

  private Optional<Summary> seconded(int sender, int candidate, int signature) {
    return seconded(GROUP_2, sender, candidate, signature);
  }

  private Optional<Summary> seconded(CoreIndex group, int sender, int candidate, int signature) {
    return table.importStatement(
        context,
        group,
        signed(new Statement.Seconded(numbers.receipt(candidate)), sender, candidate, signature));
  }

  private Optional<Summary> valid(int sender, int candidate, int signature) {
    return table.importStatement(
        context,
        GROUP_3,
        signed(new Statement.Valid(numbers.hash(candidate)), sender, candidate, signature));
  }

  private TableStatement signed(Statement statement, int sender, int candidate, int signature) {
    return new TableStatement(
        numbers.hash(candidate),
        statement,
        new ValidatorIndex(sender),
        TableNumbers.signature(signature));
  }

  private List<Misbehavior> faultsOf(int validator) {
    return table.drainMisbehaviors().stream()
        .filter(detected -> detected.validator().value() == validator)
        .map(DetectedMisbehavior::misbehavior)
        .toList();
  }

  @Test
  void severalCandidatesOfOneSeconderAreAllowed() {
    assertThat(seconded(1, 100, 1)).isPresent();
    assertThat(seconded(1, 999, 2)).isPresent();
    assertThat(table.drainMisbehaviors()).isEmpty();
  }

  @Test
  void aSecondedFromOutsideItsGroupIsReportedAndStoresNothing() {
    assertThat(seconded(2, 100, 1)).isEmpty();
    assertThat(table.candidate(numbers.hash(100))).isEmpty();
    assertThat(faultsOf(2))
        .containsExactly(
            new Misbehavior.UnauthorizedStatement(
                new Statement.Seconded(numbers.receipt(100)), TableNumbers.signature(1)));
  }

  @Test
  void aValidFromAnotherGroupIsReported() {
    seconded(1, 100, 1);
    assertThat(valid(2, 100, 7)).isEmpty();
    assertThat(table.drainMisbehaviors())
        .containsExactly(
            new DetectedMisbehavior(
                new ValidatorIndex(2),
                new Misbehavior.UnauthorizedStatement(
                    new Statement.Valid(numbers.hash(100)), TableNumbers.signature(7))));
  }

  @Test
  void aSecondedForACandidateOfAnotherGroupIsReportedAsWhatItWas() {
    seconded(1, 100, 1);
    assertThat(seconded(GROUP_3, 2, 100, 7)).isEmpty();
    assertThat(faultsOf(2))
        .containsExactly(
            new Misbehavior.UnauthorizedStatement(
                new Statement.Seconded(numbers.receipt(100)), TableNumbers.signature(7)));
  }

  @Test
  void twoSignaturesOnOneSecondedAreADoubleSign() {
    seconded(1, 100, 1);
    assertThat(seconded(1, 100, 999)).isEmpty();
    assertThat(faultsOf(1))
        .containsExactly(
            new Misbehavior.DoubleSignSeconded(
                numbers.receipt(100), TableNumbers.signature(1), TableNumbers.signature(999)));
  }

  @Test
  void twoSignaturesOnOneValidAreADoubleSign() {
    seconded(1, 100, 1);
    valid(4, 100, 2);
    assertThat(valid(4, 100, 3)).isEmpty();
    assertThat(faultsOf(4))
        .containsExactly(
            new Misbehavior.DoubleSignValid(
                numbers.hash(100), TableNumbers.signature(2), TableNumbers.signature(3)));
  }

  @Test
  void secondedAndThenValidIsADoubleVote() {
    seconded(1, 100, 1);
    assertThat(valid(1, 100, 1)).isEmpty();
    assertThat(faultsOf(1)).containsExactly(doubleVote(1, 1));
  }

  @Test
  void validAndThenSecondedIsTheSameDoubleVoteAndTheValidStays() {
    seconded(4, 100, 1);
    valid(1, 100, 2);
    assertThat(seconded(1, 100, 3)).isEmpty();
    assertThat(faultsOf(1)).containsExactly(doubleVote(3, 2));
    assertThat(table.attestedCandidate(numbers.hash(100), context, 2).orElseThrow().votes())
        .containsEntry(
            new ValidatorIndex(1), new ValidityAttestation.Explicit(TableNumbers.signature(2)));
  }

  private Misbehavior doubleVote(int seconded, int valid) {
    return new Misbehavior.ValidityDoubleVote(
        numbers.receipt(100),
        TableNumbers.signature(seconded),
        numbers.hash(100),
        TableNumbers.signature(valid));
  }

  @Test
  void aCandidateIsAttestedOnceItsVotesReachTheMinimum() {
    seconded(1, 100, 1);
    assertThat(table.attestedCandidate(numbers.hash(100), context, 2)).isEmpty();
    valid(4, 100, 2);
    assertThat(table.attestedCandidate(numbers.hash(100), context, 2)).isPresent();
    assertThat(table.drainMisbehaviors()).isEmpty();
  }

  @Test
  void theMinimumIsNeverMoreThanTheGroup() {
    seconded(GROUP_3, 2, 100, 1);
    assertThat(table.attestedCandidate(numbers.hash(100), context, 3)).isPresent();
  }

  @Test
  void importsTellWhatTheyChanged() {
    assertThat(seconded(1, 100, 1)).contains(new Summary(numbers.hash(100), GROUP_2, 1));
    assertThat(valid(4, 100, 2)).contains(new Summary(numbers.hash(100), GROUP_2, 2));
  }

  @Test
  void theSameStatementAgainChangesNothing() {
    seconded(1, 100, 1);
    assertThat(seconded(1, 100, 1)).isEmpty();
    assertThat(table.drainMisbehaviors()).isEmpty();
  }

  @Test
  void aValidForAnUnknownCandidateIsLost() {
    assertThat(valid(1, 100, 1)).isEmpty();
    seconded(4, 100, 2);
    assertThat(table.attestedCandidate(numbers.hash(100), context, 2)).isEmpty();
  }

  @Test
  void faultsAreHandedOutOnceInTheOrderOfDetection() {
    seconded(1, 100, 1);
    seconded(1, 100, 2);
    valid(1, 100, 3);
    seconded(1, 100, 4);
    assertThat(faultsOf(1))
        .hasSize(3)
        .element(1)
        .isInstanceOf(Misbehavior.ValidityDoubleVote.class);
    assertThat(table.drainMisbehaviors()).isEmpty();
  }
}
