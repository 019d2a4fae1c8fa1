package dev.vouch.devnet.collator;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.pvf.fixtures.ParaHead;
import dev.vouch.pvf.fixtures.UndyingState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two test parachains (validation spec 4.2, 4.4), as their collators know them. */
public enum TestPara {
  /** Adds 2 in every block. */
  ADDER {
    @Override
    public Bytes code() {
      return Bytes.wrap(Fixtures.adder());
    }

    @Override
    public HeadData genesisHead() {
      return head(AdderState.genesisHead());
    }

    @Override
    public ParaBlock blockOn(HeadData parent) {
      ParaHead head = ParaHead.decode(parent.value().toArray());
      return AdderState.at(head).block(head, AdderState.STEP);
    }
  },
  /** Walks over a graveyard and names its core by a signal. */
  UNDYING {
    @Override
    public Bytes code() {
      return Bytes.wrap(Fixtures.undying());
    }

    @Override
    public HeadData genesisHead() {
      return head(UndyingState.genesis().genesisHead());
    }

    @Override
    public ParaBlock blockOn(HeadData parent) {
      ParaHead head = ParaHead.decode(parent.value().toArray());
      UndyingState state = STATES.get(head);
      if (state == null) {
        state = UndyingState.at(UndyingState.genesis(), head);
        STATES.put(head, state);
      }
      ParaBlock block = state.block(head);
      STATES.put(
          block.head(),
          state.after(UndyingState.DEFAULT_TOMBSTONES, UndyingState.DEFAULT_ITERATIONS));
      return block;
    }
  };

  /** Replaying from genesis takes time in proportion to the number, so recent states are kept. */
  private static final int KEPT_STATES = 64;

  private static final Map<ParaHead, UndyingState> STATES =
      java.util.Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ParaHead, UndyingState> eldest) {
              return size() > KEPT_STATES;
            }
          });

  /** Even paras run the adder, odd ones undying. */
  public static TestPara of(ParaId para) {
    return (para.value() & 1) == 0 ? ADDER : UNDYING;
  }

  /** The Wasm, not compressed. */
  public abstract Bytes code();

  public abstract HeadData genesisHead();

  /**
   * The next block.
   *
   * @throws IllegalArgumentException for a head that no default chain of this para reaches
   */
  public abstract ParaBlock blockOn(HeadData parent);

  private static HeadData head(ParaHead head) {
    return new HeadData(Bytes.wrap(head.encode()));
  }
}
