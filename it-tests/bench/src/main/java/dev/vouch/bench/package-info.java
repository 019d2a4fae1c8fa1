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
 * One run of it, {@code -Dengine.runs=5}, on 4 shared cores under load, x86-64, 2026-11-21; CPU
 * time in milliseconds, the last two columns our time by Wasmtime's:
 *
 * <pre>{@code
 * work         Wasmtime      V8       C  ours C1  ours C2     C1     C2
 * blake2b         92.61   77.06   67.89   275.06   116.93   2.97   1.26
 * keccak          58.30   64.20   97.92   470.13   140.86   8.06   2.42
 * sha256          96.75   86.17   74.95   283.18   156.53   2.93   1.62
 * multiply64      70.58   69.88   69.37    69.88    70.17   0.99   0.99
 * copy            62.96   88.92   72.56  1938.96   175.27  30.79   2.78
 * chase           67.56   70.21   73.31    90.93    69.15   1.35   1.02
 * adder            0.18    0.03       -     0.07     0.06   0.42   0.32
 * undying         62.63   63.95       -   144.77    69.45   2.31   1.11
 * geometric mean by Wasmtime's time: C1 2.70, C2 1.22, V8 0.82
 * }</pre>
 */
@NullMarked
package dev.vouch.bench;

import org.jspecify.annotations.NullMarked;
