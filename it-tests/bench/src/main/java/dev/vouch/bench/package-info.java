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
 */
@NullMarked
package dev.vouch.bench;

import org.jspecify.annotations.NullMarked;
