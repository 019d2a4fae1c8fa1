/**
 * The messages between subsystems, as plain immutable records.
 *
 * <p>A message knows the one subsystem that consumes it. A {@link dev.vouch.messages.Request} is
 * answered once, by its answer type or by a {@link dev.vouch.messages.Failure}. Services that are
 * no protocol subsystems (runtime API, signer, blobs, PVF host, network) are asked in the same way,
 * so that a simulation can answer with a function and a node with a verticle. Blobs (PoV, code)
 * never ride a message: {@link dev.vouch.messages.BlobRef} names them by hash and length.
 *
 * <p>Names and fields follow the reference's subsystem messages (backing spec 2.2, 2.3, 4.3, 5;
 * validation spec 1.3, 2.4; neighbours spec 1.2, 3.1.1).
 */
@NullMarked
package dev.vouch.messages;

import org.jspecify.annotations.NullMarked;
