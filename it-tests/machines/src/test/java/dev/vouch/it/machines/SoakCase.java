package dev.vouch.it.machines;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.HostileFixture;
import dev.vouch.pvf.fixtures.UndyingState;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.scale.ScaleException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One kind of job of the soak: code, parameters, and what must come of it if nothing local happens.
 *
 * @param family for the count of outcomes
 * @param result the guest's, where it is known
 */
record SoakCase(
    String family,
    Bytes code,
    Bytes parameters,
    Fixtures.Verdict verdict,
    Optional<Bytes> result,
    int weight) {
  /** Honest PVFs of each kind: more than a host has slots, so that processes change hands. */
  private static final int VARIANTS = 6;

  private static final byte[] ROOT = new byte[Hash.LENGTH];

  /** What the outcome is to the soak. */
  enum Judgement {
    AS_EXPECTED,
    COULD_NOT_DECIDE,
    WRONG
  }

  static List<SoakCase> all() {
    List<SoakCase> cases = new ArrayList<>();
    for (int i = 0; i < VARIANTS; i++) {
      cases.add(adder(i));
      cases.add(undying(i));
    }
    for (HostileFixture fixture : Fixtures.hostile()) {
      cases.add(
          new SoakCase(
              String.valueOf(fixture.verdict()),
              Bytes.copyOf(fixture.wasm()),
              Bytes.copyOf(new byte[0]),
              fixture.verdict(),
              Optional.empty(),
              1));
    }
    return cases;
  }

  private static SoakCase adder(int variant) {
    var block = new AdderState(0).block(AdderState.genesisHead(), 512 + variant);
    return new SoakCase(
        "adder",
        variant(Fixtures.adder(), variant),
        Bytes.copyOf(block.validationParams(AdderState.genesisHead(), 1, ROOT)),
        Fixtures.Verdict.OK,
        Optional.of(Bytes.copyOf(block.validationResult(1))),
        10);
  }

  private static SoakCase undying(int variant) {
    UndyingState genesis = UndyingState.genesis();
    var block = genesis.block(genesis.genesisHead(), UndyingState.DEFAULT_TOMBSTONES, 2 + variant);
    return new SoakCase(
        "undying",
        variant(Fixtures.undying(), variant),
        Bytes.copyOf(block.validationParams(genesis.genesisHead(), 1, ROOT)),
        Fixtures.Verdict.OK,
        Optional.of(Bytes.copyOf(block.validationResult(1))),
        6);
  }

  /** The same module with a custom section, so that it is another PVF. */
  private static Bytes variant(byte[] module, int variant) {
    byte[] name = ("soak-" + variant).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(module);
    out.write(0);
    out.write(name.length + 1);
    out.write(name.length);
    out.writeBytes(name);
    return Bytes.wrap(out.toByteArray());
  }

  /**
   * A local cause may always come in between, and must have a reason; it may never turn into a
   * verdict, nor one verdict into another.
   */
  Judgement judge(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Returned returned ->
          mayReturn(returned.result()) ? Judgement.AS_EXPECTED : Judgement.WRONG;
      case RunOutcome.Failed failed -> judge(failed);
      case RunOutcome.NotPrepared(var error) ->
          refused(error.kind().specName())
              ? Judgement.AS_EXPECTED
              : undecided(!error.kind().deterministic(), error.reason());
      case RunOutcome.Stale() -> Judgement.COULD_NOT_DECIDE;
    };
  }

  /** What a guest returns to raw parameters is decoded by whoever asked. */
  private boolean mayReturn(Bytes returned) {
    return switch (verdict) {
      case OK -> result.map(returned::equals).orElse(Boolean.TRUE);
      case INVALID_CANDIDATE -> !decodes(returned);
      case RUNTIME_CONSTRUCTION,
          TIMEOUT,
          DECOMPRESSION,
          PREVALIDATION,
          PREPARATION,
          PREPARATION_TIMEOUT ->
          false;
    };
  }

  private static boolean decodes(Bytes returned) {
    try {
      ValidationResult.CODEC.decode(returned);
      return true;
    } catch (ScaleException e) {
      return false;
    }
  }

  private Judgement judge(RunOutcome.Failed failed) {
    if (expected(failed.kind())) {
      return Judgement.AS_EXPECTED;
    }
    return switch (failed.kind()) {
      case INTERNAL, AMBIGUOUS_WORKER_DEATH, CORRUPTED_ARTIFACT -> undecided(true, failed.reason());
      default -> Judgement.WRONG;
    };
  }

  private boolean expected(ExecuteErrorKind kind) {
    return switch (verdict) {
      case INVALID_CANDIDATE -> kind == ExecuteErrorKind.INVALID_CANDIDATE;
      case RUNTIME_CONSTRUCTION -> kind == ExecuteErrorKind.RUNTIME_CONSTRUCTION;
      case TIMEOUT -> kind == ExecuteErrorKind.HARD_TIMEOUT;
      case OK, DECOMPRESSION, PREVALIDATION, PREPARATION, PREPARATION_TIMEOUT -> false;
    };
  }

  private boolean refused(String kind) {
    return switch (verdict) {
      case PREVALIDATION -> kind.equals("Prevalidation");
      case PREPARATION -> kind.equals("Preparation");
      case PREPARATION_TIMEOUT -> kind.equals("TimedOut");
      case DECOMPRESSION -> kind.equals("CouldNotDecompressCodeBlob");
      case OK, RUNTIME_CONSTRUCTION, INVALID_CANDIDATE, TIMEOUT -> false;
    };
  }

  private static Judgement undecided(boolean local, String reason) {
    return local && !reason.isBlank() ? Judgement.COULD_NOT_DECIDE : Judgement.WRONG;
  }
}
