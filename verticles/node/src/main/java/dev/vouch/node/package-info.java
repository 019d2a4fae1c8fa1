/**
 * A node: the verticles that host the state machines of {@code dev.vouch.core}, the services that
 * they ask (signer, blobs, erasure coder, network link), the plugin that deploys them in order, and
 * what an operator sees of them.
 *
 * <p>A host application provides, before the plugin starts, consumers at these addresses of the
 * node ({@code vouch.1.n.NODE.} and the name; built by {@link dev.vouch.bus.Addresses}):
 *
 * <table>
 *   <caption>What the host provides</caption>
 *   <tr><th>name</th><th>takes</th><th>answers</th></tr>
 *   <tr><td>leaves</td><td>{@code LeavesMessage.GetLeaves}</td><td>{@code Leaves}; afterwards the
 *       host sends {@code OverseerMessage.BlockImported} and {@code BlockFinality} to {@code
 *       overseer}</td></tr>
 *   <tr><td>runtime-api</td><td>{@code RuntimeApiMessage}</td><td>as each declares, within 5 s;
 *       NOT_SUPPORTED, UNAVAILABLE</td></tr>
 *   <tr><td>chain-api</td><td>{@code ChainApiMessage}</td><td>as each declares, within 5 s</td></tr>
 *   <tr><td>network</td><td>{@code NetworkMessage}</td><td>only with {@code "peers": "host"}; peers
 *       are told to {@code statement-bridge}</td></tr>
 *   <tr><td>collator-protocol</td><td>{@code CollatorProtocolMessage}</td><td>nothing; may be
 *       absent</td></tr>
 * </table>
 *
 * <p>It may call:
 *
 * <table>
 *   <caption>What the host may call</caption>
 *   <tr><th>name</th><th>message</th><th>answer</th><th>time limit</th></tr>
 *   <tr><td>backing</td><td>{@code Second}, after the PoV was put as a blob</td><td>none; {@code
 *       Seconded} or {@code Invalid} to collator-protocol</td><td></td></tr>
 *   <tr><td>blobs</td><td>{@code FetchBlob} from a source that the key {@code blobs.sources} names;
 *       in the same JVM {@link dev.vouch.node.VouchPlugin#blobs()} takes them at
 *       once</td><td>{@code BlobRef}</td><td>3 s</td></tr>
 *   <tr><td>backing</td><td>{@code CanSecond}</td><td>{@code CanSecondAnswer}</td><td>5 s</td></tr>
 *   <tr><td>backing</td><td>{@code GetBackableCandidates}</td><td>{@code
 *       BackableCandidates}</td><td>5 s</td></tr>
 *   <tr><td>validation</td><td>{@code ValidateFromExhaustive}</td><td>{@code
 *       Verdict}</td><td>420 s</td></tr>
 *   <tr><td>provisioner</td><td>{@code RequestInherentData}</td><td>{@code
 *       InherentData}</td><td>3 s</td></tr>
 *   <tr><td>overseer</td><td>{@code WaitForActivation}</td><td>{@code
 *       Activated}</td><td>5 s</td></tr>
 * </table>
 *
 * <p>Failure codes are those of {@link dev.vouch.messages.Failure.Kind}, at every address. Parts
 * that are deployed one by one must all be up before {@code vouch:overseer}: signals are counted,
 * and a part that missed one would hold back every message of those that did not.
 */
@NullMarked
package dev.vouch.node;

import org.jspecify.annotations.NullMarked;
