package dev.vouch.bus;

import dev.vouch.messages.Answer;
import dev.vouch.messages.AvailabilityDistributionMessage;
import dev.vouch.messages.AvailabilityStoreMessage;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.CandidateValidationMessage;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.CollatorProtocolMessage;
import dev.vouch.messages.ErasureCoderMessage;
import dev.vouch.messages.JournalMessage;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.ProvisionerMessage;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.messages.StatementDistributionInput;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Which records travel on the bus: every message, what requests are answered with, and signals. */
final class WireTypes {
  private static final List<Class<?>> ROOTS =
      List.of(
          OverseerMessage.class,
          OverseerSignal.class,
          CandidateBackingMessage.class,
          StatementDistributionInput.class,
          CandidateValidationMessage.class,
          ProspectiveParachainsMessage.class,
          ProvisionerMessage.class,
          AvailabilityStoreMessage.class,
          AvailabilityDistributionMessage.class,
          CollatorProtocolMessage.class,
          RuntimeApiMessage.class,
          ChainApiMessage.class,
          NetworkMessage.class,
          SignerMessage.class,
          JournalMessage.class,
          PvfHostMessage.class,
          ErasureCoderMessage.class,
          BlobMessage.class,
          LeavesMessage.GetLeaves.class,
          LeavesMessage.Leaves.class);

  private static final ClassValue<Class<?>> ANSWERS =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          return answer(type, null).orElse(Answer.class);
        }
      };

  private WireTypes() {}

  /** Every record that is sent as a body of its own, in a fixed order. */
  static SequencedSet<Class<?>> all() {
    return closure(ROOTS);
  }

  /** The records under these types, and the answers to those that are requests. */
  static SequencedSet<Class<?>> closure(List<? extends Class<?>> roots) {
    SequencedSet<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> root : roots) {
      for (Class<?> variant : variants(root)) {
        types.add(variant);
        answer(variant, null).ifPresent(answer -> types.addAll(variants(answer)));
      }
    }
    return types;
  }

  /**
   * The records under a sealed interface, in the order of declaration; a record stands for itself.
   */
  static List<Class<?>> variants(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type);
    }
    if (!type.isSealed()) {
      throw new IllegalArgumentException(
          type.getName() + " must be a record or a sealed interface of records");
    }
    List<Class<?>> variants = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      variants.addAll(variants(permitted));
    }
    return variants;
  }

  /** What a request is answered with. */
  static Class<?> answerTo(Request<?> request) {
    return ANSWERS.get(request.getClass());
  }

  /** The type argument that a request gives to {@link Request}, through generic interfaces. */
  private static Optional<Class<?>> answer(Class<?> type, @Nullable Type argument) {
    if (type == Request.class) {
      return argument instanceof Class<?> answer ? Optional.of(answer) : Optional.empty();
    }
    for (Type parent : type.getGenericInterfaces()) {
      Optional<Class<?>> found =
          switch (parent) {
            case ParameterizedType generic -> {
              Type given = generic.getActualTypeArguments()[0];
              yield answer(
                  (Class<?>) generic.getRawType(), given instanceof Class ? given : argument);
            }
            case Class<?> raw -> answer(raw, null);
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
