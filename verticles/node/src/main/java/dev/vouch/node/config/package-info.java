/** The configuration of a node: one JSON document, read strictly into records. */
@NullMarked
package dev.vouch.node.config;

import org.jspecify.annotations.NullMarked;
