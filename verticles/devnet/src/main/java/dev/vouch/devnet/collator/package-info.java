/**
 * Collators of the embedded network: the next block of adder and undying paras, as collations with
 * real receipts (neighbours spec 4.4). Pure.
 */
@NullMarked
package dev.vouch.devnet.collator;

import org.jspecify.annotations.NullMarked;
