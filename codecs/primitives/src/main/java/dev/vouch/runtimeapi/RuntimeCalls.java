package dev.vouch.runtimeapi;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.RuntimeVersion;
import dev.vouch.scale.ScaleException;
import java.util.OptionalLong;

/**
 * Requests of the runtime API subsystem as calls of the runtime by name, and calls as requests
 * (wire 4). Whoever serves the subsystem for a relay chain asks {@link #call}, passes the bytes on,
 * and gives their answer to {@link #answer}; a node that is asked by {@code state_call} makes a
 * request of it with {@link #request} and writes the answer with {@link #result}. Never throws for
 * what the other side said.
 */
public final class RuntimeCalls {
  private RuntimeCalls() {}

  /**
   * What to call for a request: nothing but {@link Failure.Kind#NOT_SUPPORTED} if the runtime is
   * too old, which must then not be asked.
   *
   * @param runtime what {@code Core_version} answered at the request's block
   */
  public static Outcome<StateCall> call(RuntimeApiMessage<?> request, RuntimeVersion runtime) {
    Binding<?, ?, ?, ?> binding = binding(request);
    return supported(binding.function(), runtime)
        ? Outcome.answered(binding.call(request))
        : notSupported(binding.function(), runtime);
  }

  /**
   * The answer to a request.
   *
   * @param result what the runtime answered; code in it goes into {@code blobs}
   */
  public static <A extends Answer> Outcome<A> answer(
      RuntimeApiMessage<A> request, Bytes result, Blobs blobs) {
    Binding<?, ?, ?, ?> binding = binding(request);
    try {
      @SuppressWarnings("unchecked") // The binding of a request answers with the request's type.
      A answer = (A) binding.answer(result, blobs);
      return Outcome.answered(answer);
    } catch (ScaleException | Bindings.Unanswerable e) {
      return Outcome.failed(
          Failure.Kind.EXECUTION, binding.function().method() + ": " + e.getMessage());
    }
  }

  /**
   * The request that a call is.
   *
   * @param at the block that the call is made at
   * @param session the session of that block's child, which some requests name and no call does
   * @param runtime what this node says its runtime is; what is newer is not supported
   */
  public static Outcome<RuntimeApiMessage<?>> request(
      StateCall call, Hash at, long session, RuntimeVersion runtime) {
    Binding<?, ?, ?, ?> binding = Bindings.of(call.method()).orElse(null);
    if (binding == null) {
      return Outcome.failed(
          Failure.Kind.NOT_SUPPORTED,
          "no function " + shortened(call.method()) + " is served here");
    }
    if (!supported(binding.function(), runtime)) {
      return notSupported(binding.function(), runtime);
    }
    try {
      return Outcome.answered(binding.request(new Binding.Where(at, session), call.arguments()));
    } catch (ScaleException e) {
      return Outcome.failed(
          Failure.Kind.BAD_REQUEST, "arguments of " + call.method() + ": " + e.getMessage());
    }
  }

  /** The bytes of an answer; code that it names is taken from {@code blobs}. */
  public static <A extends Answer> Outcome<Bytes> result(
      RuntimeApiMessage<A> request, A answer, Blobs blobs) {
    try {
      return Outcome.answered(binding(request).result(answer, blobs));
    } catch (Bindings.Unanswerable e) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static Binding<?, ?, ?, ?> binding(RuntimeApiMessage<?> request) {
    return Bindings.of(request)
        .orElseThrow(() -> new IllegalStateException("no function for " + request.getClass()));
  }

  private static boolean supported(RuntimeFunction<?, ?> function, RuntimeVersion runtime) {
    OptionalLong version = runtime.version(function.api().id());
    return version.isPresent() && function.isIn(version.getAsLong());
  }

  private static <T> Outcome<T> notSupported(
      RuntimeFunction<?, ?> function, RuntimeVersion runtime) {
    OptionalLong version = runtime.version(function.api().id());
    return Outcome.failed(
        Failure.Kind.NOT_SUPPORTED,
        function.method()
            + " came with version "
            + function.since()
            + " of its API; the runtime has "
            + (version.isPresent() ? "version " + version.getAsLong() : "none"));
  }

  private static String shortened(String method) {
    return method.length() <= 80 ? method : method.substring(0, 80) + "...";
  }
}
