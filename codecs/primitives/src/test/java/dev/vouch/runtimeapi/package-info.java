/** Tests of the runtime's functions by name, both ways. */
@org.jspecify.annotations.NullMarked
package dev.vouch.runtimeapi;
