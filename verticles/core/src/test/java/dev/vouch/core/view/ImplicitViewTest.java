package dev.vouch.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rows IV of the test catalogue (backing spec 7.5): chains A and B on one genesis. */
class ImplicitViewTest {
  private final List<Request<?>> asked = new ArrayList<>();
  private final Map<Hash, String> names = new HashMap<>();
  private final ImplicitView view = new ImplicitView(this::ask);
  private int lookahead = 3;
  private int ancestorsGiven = Integer.MAX_VALUE;
  private Optional<Class<?>> failing = Optional.empty();

  private Hash block(String name) {
    Hash hash = Hash.of(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), Hash.LENGTH));
    names.put(hash, name);
    return hash;
  }

  private List<Hash> blocks(String... blockNames) {
    return Arrays.stream(blockNames).map(this::block).toList();
  }

  private static int number(String name) {
    return name.equals("genesis") ? 0 : Integer.parseInt(name.substring(1));
  }

  private String name(Hash hash) {
    return Optional.ofNullable(names.get(hash)).orElseThrow();
  }

  private List<Hash> ancestors(Hash of, int k) {
    String name = name(of);
    List<Hash> all = new ArrayList<>();
    for (int n = number(name) - 1; n >= 0 && all.size() < Math.min(k, ancestorsGiven); n--) {
      all.add(block(n == 0 ? "genesis" : name.charAt(0) + "" + n));
    }
    return all;
  }

  @SuppressWarnings("unchecked") // Each request gets its own kind of answer.
  private <A extends Answer> Pending<Outcome<A>> ask(Request<A> request) {
    asked.add(request);
    if (failing.filter(type -> type.isInstance(request)).isPresent()) {
      return Pending.of(Outcome.failed(Failure.Kind.CANCELLED, "dropped"));
    }
    Answer answer =
        switch (request) {
          case RuntimeApiMessage.SessionIndexForChild session ->
              new RuntimeApiMessage.SessionIndex(
                  name(session.at()).equals("genesis") && lookahead > 1 ? 0 : 2);
          case RuntimeApiMessage.SchedulingLookahead ignored ->
              new RuntimeApiMessage.Lookahead(lookahead);
          case ChainApiMessage.GetAncestors of ->
              new ChainApiMessage.Ancestors(ancestors(of.hash(), of.k()));
          case ChainApiMessage.GetBlockHeader header ->
              new ChainApiMessage.Header(
                  Optional.of(
                      new BlockHeader(
                          Hash.ZERO,
                          number(name(header.hash())),
                          Hash.ZERO,
                          Hash.ZERO,
                          List.of())));
          default -> throw new AssertionError(request);
        };
    return Pending.of(Outcome.answered((A) answer));
  }

  private Activation activate(String leaf, int withLookahead) {
    lookahead = withLookahead;
    asked.clear();
    List<Activation> result = new ArrayList<>();
    view.activate(block(leaf)).whenComplete(result::add);
    return result.getFirst();
  }

  private List<String> headersAsked() {
    return asked.stream()
        .filter(ChainApiMessage.GetBlockHeader.class::isInstance)
        .map(request -> name(((ChainApiMessage.GetBlockHeader) request).hash()))
        .toList();
  }

  private void allowed(String leaf, String... parents) {
    assertThat(view.allowedParentsUnder(block(leaf))).contains(blocks(parents));
  }

  private void noneAllowed(String... leaves) {
    assertThat(blocks(leaves)).allMatch(leaf -> view.allowedParentsUnder(leaf).isEmpty());
  }

  @Test
  void aFreshViewKnowsTheLeafAndItsAncestorsWithinTheLookahead() {
    activate("B6", 3);
    assertThat(asked)
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(block("B6")),
            new RuntimeApiMessage.SchedulingLookahead(block("B6"), 2),
            new ChainApiMessage.GetAncestors(block("B6"), 2),
            new RuntimeApiMessage.SessionIndexForChild(block("B5")),
            new RuntimeApiMessage.SessionIndexForChild(block("B4")),
            new ChainApiMessage.GetBlockHeader(block("B6")),
            new ChainApiMessage.GetBlockHeader(block("B5")),
            new ChainApiMessage.GetBlockHeader(block("B4")));
    allowed("B6", "B6", "B5", "B4");
    noneAllowed("B5", "B4");
    for (String via : List.of("B4", "B5", "B6")) {
      assertThat(view.pathsVia(block(via))).containsExactly(blocks("B4", "B5", "B6"));
    }
    assertThat(view.pathsVia(block("B1"))).isEmpty();
    assertThat(view.pathsVia(block("A1"))).isEmpty();
    activate("A3", 4);
    assertThat(headersAsked()).containsExactly("A3", "A2", "A1");
    allowed("A3", "A3", "A2", "A1");
  }

  @Test
  void theSessionBoundaryAndShortAncestriesEndTheList() {
    ancestorsGiven = 2;
    activate("B6", 5);
    allowed("B6", "B6", "B5", "B4");
    ancestorsGiven = Integer.MAX_VALUE;
    activate("A3", 5);
    assertThat(headersAsked()).containsExactly("A3", "A2", "A1");
    allowed("A3", "A3", "A2", "A1");
    assertThat(view.pathsVia(block("genesis"))).isEmpty();
    assertThat(view.pathsVia(block("A1"))).containsExactly(blocks("A1", "A2", "A3"));
  }

  @Test
  void storedBlocksAreNotAskedForAgain() {
    activate("B3", 3);
    activate("B5", 5);
    assertThat(headersAsked()).containsExactly("B5", "B4");
    allowed("B3", "B3", "B2", "B1");
    allowed("B5", "B5", "B4", "B3", "B2", "B1");
  }

  @Test
  void blocksArePrunedByHeightWhenTheirLeavesGo() {
    activate("B5", 4);
    activate("B6", 3);
    assertThat(headersAsked()).containsExactly("B6");
    assertThat(view.deactivate(block("B4"))).isEmpty();
    assertThat(view.deactivate(block("B6"))).isEmpty();
    assertThat(view.isStored(block("B6"))).isTrue();
    assertThat(view.deactivate(block("B5")))
        .containsExactlyInAnyOrderElementsOf(blocks("B6", "B5", "B4", "B3", "B2"));
    assertThat(view.allAllowedParents()).isEmpty();
  }

  @Test
  void genesisIsALeafOfItsOwn() {
    activate("genesis", 1);
    allowed("genesis", "genesis");
    assertThat(asked).contains(new ChainApiMessage.GetAncestors(block("genesis"), 0));
  }

  @Test
  void pathsFollowTheirOwnForkAndAreNeverLongerThanTheLookahead() {
    activate("B3", 3);
    activate("B6", 3);
    assertThat(view.pathsVia(block("B1"))).containsExactly(blocks("B1", "B2", "B3"));
    assertThat(view.pathsVia(block("B4"))).containsExactly(blocks("B4", "B5", "B6"));
    activate("A3", 4);
    assertThat(view.pathsVia(block("A2"))).containsExactly(blocks("A1", "A2", "A3"));
    assertThat(view.pathsVia(block("genesis"))).isEmpty();
  }

  @Test
  void aLeafThatWasStoredAsAnAncestorGetsItsListToo() {
    activate("B6", 3);
    activate("B5", 3);
    allowed("B5", "B5", "B4", "B3");
    assertThat(view.pathsVia(block("B5")))
        .containsExactly(blocks("B4", "B5", "B6"), blocks("B3", "B4", "B5"));
  }

  @Test
  void aMissingAnswerFailsTheActivationAndLeavesNoLeaf() {
    for (Class<?> type :
        List.of(
            RuntimeApiMessage.SessionIndexForChild.class,
            RuntimeApiMessage.SchedulingLookahead.class,
            ChainApiMessage.GetAncestors.class,
            ChainApiMessage.GetBlockHeader.class)) {
      failing = Optional.of(type);
      assertThat(activate("B6", 3)).isInstanceOf(Activation.Failed.class);
      assertThat(view.leaves()).isEmpty();
    }
    failing = Optional.empty();
    assertThat(activate("B6", 3)).isInstanceOf(Activation.Activated.class);
    assertThat(activate("B6", 3)).isInstanceOf(Activation.AlreadyKnown.class);
  }

  @Test
  void aLookaheadOfNothingIsTheLeafAlone() {
    activate("B6", 0);
    allowed("B6", "B6");
    assertThat(asked).contains(new ChainApiMessage.GetAncestors(block("B6"), 0));
  }
}
