package dev.vouch.bench;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One guest with an input and what that gives. */
record HostGuest(String name, Bytes code, Bytes params, RealBlock block) {
  /** {@code validate_block} that returns an empty result at once. */
  private static final byte[] NOTHING =
      HexFormat.of()
          .parseHex(
              "0061736d0100000001070160027f7f017e0302010005030100110608017f00418080040b072903066d656d6f7279"
                  + "02000b5f5f686561705f6261736503000e76616c69646174655f626c6f636b00000a0b010900"
                  + "4290808080c0010b0b12010041100b0c000000000000000000000000");

  /** 300 transfers. */
  private static final String BLOCK = "asset-hub-rococo-b5";

  /** The code that returns at once. */
  static byte[] nothing() {
    return NOTHING.clone();
  }

  /** The first does nothing; the other one needs a directory of real blocks. */
  static List<HostGuest> all(Optional<Path> real) throws IOException {
    RealBlock empty =
        new RealBlock(
            "nothing",
            "",
            Path.of(""),
            HexFormat.of().formatHex(Hashes.blake2b256(new byte[12])),
            0,
            0);
    HostGuest nothing = new HostGuest("nothing", Bytes.wrap(NOTHING), Bytes.EMPTY, empty);
    if (real.isEmpty()) {
      return List.of(nothing);
    }
    RealBlock block =
        RealBlock.above(50, real.get()).stream()
            .filter(b -> b.name().equals(BLOCK))
            .findFirst()
            .orElseThrow(() -> new IOException("no block " + BLOCK + " in " + real.get()));
    byte[] code = Files.readAllBytes(real.get().resolve(block.code() + ".code"));
    return List.of(
        nothing, new HostGuest(BLOCK, Bytes.wrap(code), Bytes.wrap(block.readParams()), block));
  }
}
