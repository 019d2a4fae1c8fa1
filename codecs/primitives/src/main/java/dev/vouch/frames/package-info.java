/**
 * The frames between a PVF slot (host) and its worker process, over one Unix-domain stream socket.
 *
 * <p><b>Rendezvous.</b> The host makes a directory that only it can enter, binds a socket in it,
 * starts the worker with the socket's path as an argument and writes a {@link
 * dev.vouch.frames.Nonce} (32 hex digits and a line feed) to the worker's standard input. The
 * worker connects, closes its door behind it (sandbox) and says {@link
 * dev.vouch.frames.Frame.Hello} with that nonce; whoever connects without the nonce is not the
 * worker. The host answers {@link dev.vouch.frames.Frame.HelloAck} with the same nonce. Standard
 * output carries nothing.
 *
 * <p><b>Wire.</b> Each frame is a little-endian u32 length of what follows, one byte of type, then
 * the fields: integers little-endian, byte strings and lists behind a u32 length or count, texts as
 * UTF-8 byte strings, flags as one byte 0 or 1. Lengths are checked against {@link
 * dev.vouch.frames.FrameLimits} and against the bytes that are really there before anything is
 * allocated; bytes left over are an error.
 *
 * <p><b>Code, PoV and artifact ride in the frames, never as paths.</b> So a worker needs no access
 * to any file beyond its own Java runtime and libraries, landlock can deny all the rest, a path can
 * neither be swapped nor point elsewhere, and only the host writes files. The price is one pass
 * through the socket (about 1 ms per megabyte), outside of the measured guest time.
 *
 * <p><b>Trust.</b> The worker is hostile to the host once it has touched a PVF: everything that the
 * host reads here is decoded within limits and believed only as far as "this is what the job said".
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.frames;
