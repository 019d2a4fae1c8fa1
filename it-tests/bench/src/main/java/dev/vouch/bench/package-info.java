/**
 * Benchmarks of what is hot in a validator: signatures, hashes, SCALE, erasure coding, and a whole
 * round of backing on the kernel.
 *
 * <p>They are compiled in every build and run by one command:
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Pbench package</pre>
 *
 * <p>It takes about ten minutes and writes the CPU time that each operation took as tables into
 * {@code it-tests/bench/target/BENCHMARKS.md}; those of one machine are kept beside the module's
 * POM. {@code -Dbench.args="Sr25519.* -f 1 -wi 3 -i 5"} chooses benchmarks and passes JMH's
 * options; {@code -Dbench.args=-h} prints them; {@code -Dbench.args="-wi 1 -i 1 -w 200ms -r 200ms"}
 * runs all in two minutes, to see that they work.
 *
 * <p>{@link dev.vouch.bench.PvfBenchmark} runs blocks of production runtimes in real workers and
 * compares their CPU time with the reference's:
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Ppvf-bench -Dvouch.real=DIR package</pre>
 *
 * <p>{@link dev.vouch.bench.LeverBenchmark} tells what each lever of the engine gains on the full
 * ones of these blocks:
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Plever-bench -Dvouch.real=DIR package</pre>
 *
 * <p>{@link dev.vouch.bench.PvfHostBenchmark} measures what a PVF host costs beside the guest:
 * workers that start, a slot after a kill, a round trip without guest work:
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Ppvf-host-bench -Dvouch.real=DIR package</pre>
 *
 * <p>{@link dev.vouch.bench.EngineComparison} runs the same Wasm bytes in our workers, in Wasmtime
 * (the reference's release 36, by its Python wheel) and in V8 (node), and the same algorithms in C;
 * what is not installed is left out and named:
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Pengine-bench package</pre>
 *
 * One run of it, {@code -Dengine.runs=5}, on 4 shared cores, otherwise idle, x86-64, 2026-11-21;
 * CPU time in milliseconds, the last two columns our time by Wasmtime's:
 *
 * <pre>{@code
 * work         Wasmtime      V8       C  ours C1  ours C2     C1     C2
 * blake2b         93.14   73.49   67.87   275.57   176.34   2.96   1.89
 * keccak          59.76   63.82   99.42   457.23   166.14   7.65   2.78
 * sha256         154.69   87.86   76.51   260.25   143.62   1.68   0.93
 * multiply64      69.32   68.34   69.23    70.11    70.07   1.01   1.01
 * copy            94.88   66.80   84.00   476.87   169.10   5.03   1.78
 * chase           61.40   50.75   53.94    64.01    55.93   1.04   0.91
 * adder            0.22    0.07       -     0.08     0.04   0.36   0.20
 * undying         61.99   62.78       -   162.45    67.91   2.62   1.10
 * geometric mean by Wasmtime's time: C1 1.92, C2 1.07, V8 0.75
 * }</pre>
 *
 * <p>One run of the blocks, {@code -Dpvf.bench.args="--warm-up 12 --runs 8 --above 50"}, same
 * machine and day: guest-thread CPU, limiter and signatures included, by the reference's CPU times
 * of another run on a machine of this kind (best by best, median by median):
 *
 * <pre>{@code
 * block                                 C1            tiered
 * asset-hub-rococo-b5                   1.18  1.36    0.95  1.08
 * asset-hub-rococo-b6                   1.25  1.35    0.75  0.82
 * asset-hub-rococo-heavy-lastsig        1.15  1.65    0.68  0.92
 * asset-hub-rococo-heavy-stateroot      1.10  1.15    0.66  0.69
 * bridge-hub-polkadot-b5                1.17  1.19    0.82  1.16
 * bridge-hub-polkadot-b6                1.17  1.30    0.65  0.76
 * bridge-hub-polkadot-heavy-lastsig     1.08  1.18    0.90  0.91
 * bridge-hub-polkadot-heavy-stateroot   1.09  1.19    0.63  0.86
 * median                                1.16  1.24    0.72  0.88
 * worst                                 1.25  1.65    0.95  1.16
 * }</pre>
 *
 * <p>In a fresh C1 worker without any AOT cache or warm-up (those with: {@link
 * dev.vouch.pvf.host}): loaded after 68 and 93 ms, first block of 300 transfers 460 and 517 ms of
 * guest CPU, second one 150 and 188.
 *
 * <p>Those figures are from before functions were cut in small parts and calls counted by a pass. A
 * shorter run after it, C1 alone, {@code --warm-up 10 --runs 6}: 1.16 in the median and 1.69 at
 * worst by bests, 1.31 and 1.75 by medians; the worst is a block of which some processes take half
 * as long again as others (heavy-lastsig: 70 or 104 ms). Preparing 2.5, 3.0 and (grown) 5.0 MB
 * takes 3.4, 3.6 and 5.3 s of process CPU in the median, 3.4, 3.5 and 4.8 at best.
 */
@NullMarked
package dev.vouch.bench;

import org.jspecify.annotations.NullMarked;
