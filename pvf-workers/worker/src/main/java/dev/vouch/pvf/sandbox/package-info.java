/**
 * What a worker gives up before it touches a PVF, by calls to the C library through the foreign
 * function interface; no native code of our own (validation 2.9.4, JV-26).
 *
 * <table>
 * <caption>Layers, in the order of their installation</caption>
 * <tr><th>layer</th><th>what it denies</th><th>whom it binds</th></tr>
 * <tr><td>environment</td><td>nothing is left in it</td><td>process</td></tr>
 * <tr><td>signals</td><td>an interrupt of the terminal ends the host, which ends us</td><td>process</td></tr>
 * <tr><td>no_new_privs</td><td>rights by executing a file</td><td>process</td></tr>
 * <tr><td>rlimits</td><td>core dumps, many descriptors, locked memory, message queues</td><td>process</td></tr>
 * <tr><td>landlock</td><td>files but the Java runtime and the worker's own jars (read only), TCP,
 * abstract sockets</td><td>main thread and all threads that it makes later, the guest's among
 * them</td></tr>
 * <tr><td>seccomp</td><td>sockets, processes, files for writing, changes of the file system,
 * signals to others, debugging, namespaces, kernel modules, io_uring and more</td><td>process</td></tr>
 * </table>
 *
 * <p>Reading the runtime and the jars stays possible, because the virtual machine loads classes
 * when it first needs them; they hold nothing secret. Landlock binds threads, not the process, and
 * the virtual machine has threads that exist before {@code main}; that is why writing and all other
 * means out of the process are denied a second time by seccomp, which binds all of them.
 *
 * <p>Each layer is tried out after it was installed and reported as held only if the attempt was
 * denied. Elsewhere than on Linux on x86-64 there are no layers, and the report says so.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.sandbox;
