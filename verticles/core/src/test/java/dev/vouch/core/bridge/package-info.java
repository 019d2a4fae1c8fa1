/** Tests of the bridge by the rows of the catalogue that the slice has (backing 7.3). */
@NullMarked
package dev.vouch.core.bridge;

import org.jspecify.annotations.NullMarked;
