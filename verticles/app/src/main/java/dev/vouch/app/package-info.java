/** The command line: {@code vouch devnet, node, validate, pvf}. */
@NullMarked
package dev.vouch.app;

import org.jspecify.annotations.NullMarked;
