/** The command line: {@code vouch devnet, node, validate, pvf, doctor}. */
@NullMarked
package dev.vouch.app;

import org.jspecify.annotations.NullMarked;
