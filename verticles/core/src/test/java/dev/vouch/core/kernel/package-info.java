/** Tests of what every core is made of: order, waits, watermarks, bounds. */
@NullMarked
package dev.vouch.core.kernel;

import org.jspecify.annotations.NullMarked;
