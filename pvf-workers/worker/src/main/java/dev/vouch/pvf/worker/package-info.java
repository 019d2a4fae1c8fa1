/**
 * The process that prepares or runs PVFs: {@link dev.vouch.pvf.worker.Main}. It connects to its
 * slot's socket, gives up what it does not need ({@link dev.vouch.pvf.sandbox}), says hello and
 * does what the frames ({@link dev.vouch.frames}) tell it. A process either prepares one module and
 * ends, or loads one artifact and runs it as often as it is told, each time in a fresh instance on
 * a fresh thread.
 *
 * <p>What its exit codes tell: 0 the host closed the connection or said so; 2 wrong arguments; 3 a
 * failure of ours (an exhausted heap, no thread, an engine or a compiler that cannot be trusted),
 * which says nothing about a candidate; 4 the host broke the protocol.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.worker;
