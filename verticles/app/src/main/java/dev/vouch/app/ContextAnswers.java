package dev.vouch.app;

import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PersistedValidationData;
import java.util.List;
import java.util.Optional;

/** The runtime and chain API of a chain that is known by its {@link ChainContext} only. */
final class ContextAnswers {
  private static final int LOOKAHEAD_BLOCKS = 1;

  private final ChainContext context;
  private final PersistedValidationData validationData;

  ContextAnswers(ChainContext context, PersistedValidationData validationData) {
    this.context = context;
    this.validationData = validationData;
  }

  Outcome<? extends Answer> answer(Request<?> request) {
    return switch (request) {
      case RuntimeApiMessage.SessionIndexForChild ask ->
          Outcome.answered(new RuntimeApiMessage.SessionIndex(context.session()));
      case RuntimeApiMessage.SchedulingLookahead ask ->
          Outcome.answered(new RuntimeApiMessage.Lookahead(LOOKAHEAD_BLOCKS));
      case ChainApiMessage.GetAncestors ask ->
          Outcome.answered(new ChainApiMessage.Ancestors(List.of()));
      case RuntimeApiMessage.GetNodeFeatures ask ->
          Outcome.answered(new RuntimeApiMessage.Features(features()));
      case RuntimeApiMessage.SessionExecutorParams ask ->
          Outcome.answered(new RuntimeApiMessage.Params(Optional.of(context.executorParams())));
      case RuntimeApiMessage.ValidationCodeBombLimit ask ->
          Outcome.answered(new RuntimeApiMessage.BombLimit(context.bombLimitBytes()));
      case RuntimeApiMessage.GetClaimQueue ask ->
          Outcome.answered(new RuntimeApiMessage.Claims(context.claimQueue()));
      case RuntimeApiMessage.AncestorRelayParentInfo ask ->
          Outcome.answered(relayParent(ask.session()));
      default ->
          Outcome.failed(
              Failure.Kind.NO_HANDLER,
              request.getClass().getSimpleName() + " is not in the context");
    };
  }

  private NodeFeatures features() {
    return context.v3()
        ? NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3)
        : NodeFeatures.none();
  }

  private RuntimeApiMessage.RelayParentInfo relayParent(long session) {
    boolean known = context.relayParentSession().map(told -> told == session).orElse(true);
    return new RuntimeApiMessage.RelayParentInfo(
        known
            ? Optional.of(
                new RuntimeApiMessage.NumberAndStateRoot(
                    validationData.relayParentNumber(), validationData.relayParentStorageRoot()))
            : Optional.empty());
  }
}
