package dev.vouch.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vouch.messages.Misbehavior;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Feeds a vector's numbers to a table and shows what it says in the vector's own form. */
final class TableReplay implements TableContext {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StatementTable table = new StatementTable();
  private final TableNumbers numbers = new TableNumbers();
  private final Map<CoreIndex, List<ValidatorIndex>> groups = new HashMap<>();
  private final List<Integer> groupsWithoutSize = new ArrayList<>();
  private final int minimumBackingVotes;

  /** Seconded statements that the reference reports as Valid (quirk ST-q1). */
  private final IdentityHashMap<Statement, Boolean> reportedAsValid = new IdentityHashMap<>();

  TableReplay(JsonNode vector) {
    vector
        .get("groups")
        .properties()
        .forEach(
            group -> {
              List<ValidatorIndex> members = new ArrayList<>();
              group.getValue().forEach(member -> members.add(new ValidatorIndex(member.asInt())));
              groups.put(new CoreIndex(Integer.parseInt(group.getKey())), members);
            });
    vector.get("groups_without_size").forEach(group -> groupsWithoutSize.add(group.asInt()));
    minimumBackingVotes = vector.get("minimum_backing_votes").asInt();
  }

  @Override
  public boolean isMemberOf(ValidatorIndex authority, CoreIndex group) {
    return groups.getOrDefault(group, List.of()).contains(authority);
  }

  @Override
  public OptionalInt groupSize(CoreIndex group) {
    return groupsWithoutSize.contains(group.value()) || !groups.containsKey(group)
        ? OptionalInt.empty()
        : OptionalInt.of(groups.get(group).size());
  }

  /** Imports {@code [kind, group, candidate, authority, signature, …]}; the summary as JSON. */
  JsonNode importStep(JsonNode step) {
    CoreIndex group = new CoreIndex(step.get(1).asInt());
    int candidate = step.get(2).asInt();
    ValidatorIndex sender = new ValidatorIndex(step.get(3).asInt());
    Statement statement =
        step.get(0).asText().equals("S")
            ? new Statement.Seconded(numbers.receipt(candidate))
            : new Statement.Valid(numbers.hash(candidate));
    if (isMemberOf(sender, group)) {
      reportedAsValid.put(statement, true);
    }
    Optional<Summary> summary =
        table.importStatement(
            this,
            group,
            new TableStatement(
                numbers.hash(candidate),
                statement,
                sender,
                TableNumbers.signature(step.get(4).asInt())));
    return summary.<JsonNode>map(this::show).orElse(JSON.nullNode());
  }

  private JsonNode show(Summary summary) {
    return JSON.arrayNode()
        .add(numbers.number(summary.candidate()))
        .add(summary.group().value())
        .add(summary.validityVotes());
  }

  int undrained() {
    return table.undrainedMisbehaviors();
  }

  boolean knows(int candidate) {
    return table.candidate(numbers.hash(candidate)).isPresent();
  }

  boolean isAttested(int candidate) {
    return table.attestedCandidate(numbers.hash(candidate), this, minimumBackingVotes).isPresent();
  }

  JsonNode attestedByMinimum(int candidate, int minima) {
    ArrayNode all = JSON.arrayNode();
    CandidateHash hash = numbers.hash(candidate);
    for (int minimum = 0; minimum < minima; minimum++) {
      all.add(
          table
              .attestedCandidate(hash, this, minimum)
              .<JsonNode>map(TableReplay::show)
              .orElse(JSON.nullNode()));
    }
    return all;
  }

  private static JsonNode show(AttestedCandidate attested) {
    ArrayNode votes = JSON.arrayNode();
    attested
        .votes()
        .forEach(
            (voter, vote) ->
                votes.add(
                    JSON.arrayNode()
                        .add(voter.value())
                        .add(vote instanceof ValidityAttestation.Implicit ? 1 : 2)
                        .add(TableNumbers.number(vote.signature()))));
    return JSON.objectNode().put("group", attested.group().value()).set("votes", votes);
  }

  JsonNode drain() {
    Map<ValidatorIndex, ArrayNode> lists = new LinkedHashMap<>();
    for (DetectedMisbehavior detected : table.drainMisbehaviors()) {
      lists
          .computeIfAbsent(detected.validator(), validator -> JSON.arrayNode())
          .add(show(detected.validator(), detected.misbehavior()));
    }
    ArrayNode all = JSON.arrayNode();
    lists.forEach((validator, list) -> all.add(JSON.arrayNode().add(validator.value()).add(list)));
    return all;
  }

  private JsonNode show(ValidatorIndex validator, Misbehavior misbehavior) {
    ArrayNode shown = JSON.arrayNode();
    return switch (misbehavior) {
      case Misbehavior.ValidityDoubleVote vote ->
          shown
              .add("IssuedAndValidity")
              .add(numbers.number(vote.candidate().hash()))
              .add(TableNumbers.number(vote.seconded()))
              .add(numbers.number(vote.digest()))
              .add(TableNumbers.number(vote.valid()));
      case Misbehavior.DoubleSignSeconded sign ->
          shown
              .add("DoubleSignSeconded")
              .add(numbers.number(sign.candidate().hash()))
              .add(TableNumbers.number(sign.first()))
              .add(TableNumbers.number(sign.second()));
      case Misbehavior.DoubleSignValid sign ->
          shown
              .add("DoubleSignValid")
              .add(numbers.number(sign.digest()))
              .add(TableNumbers.number(sign.first()))
              .add(TableNumbers.number(sign.second()));
      case Misbehavior.UnauthorizedStatement unauthorized -> {
        boolean seconded =
            unauthorized.statement() instanceof Statement.Seconded
                && !reportedAsValid.containsKey(unauthorized.statement());
        yield shown
            .add(seconded ? "UnauthorizedSeconded" : "UnauthorizedValid")
            .add(numbers.number(unauthorized.statement().compact().candidateHash()))
            .add(TableNumbers.number(unauthorized.signature()))
            .add(validator.value());
      }
    };
  }
}
