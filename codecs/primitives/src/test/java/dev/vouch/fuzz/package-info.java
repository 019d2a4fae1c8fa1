/**
 * What the fuzz targets share. A target is a class {@code *Fuzz} beside the code that it attacks:
 * {@code ScaleFuzz}, {@code ReconstructFuzz}, {@code ProofFuzz}, {@code BlobFuzz}; its seeds are
 * the files of {@code *FuzzInputs} among the test resources.
 *
 * <p>Every build fuzzes each target for some seconds, in a JVM of its own and guided by coverage
 * (Jazzer), and prints how many inputs ran. Longer, and nothing else:
 *
 * <pre>mvn -pl codecs/primitives -am -Pfuzz test</pre>
 *
 * <p>An input that fails is left as {@code crash-*} in {@code target/fuzz} of the module; copied
 * among the seeds it is tried first ever after. {@code -Dvouch.fuzz.write=DIR} with {@code
 * FuzzSeedsTest} writes the seeds anew.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.fuzz;
