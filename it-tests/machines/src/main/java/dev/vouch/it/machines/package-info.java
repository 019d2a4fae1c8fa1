/**
 * Tests of the built distribution as an operator has it: real processes, real signals, real files.
 * The tests alone live here.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.it.machines;
