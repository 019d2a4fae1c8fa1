/** Tests of candidate validation by the rows of the catalogue (validation 6.1). */
@NullMarked
package dev.vouch.core.validation;

import org.jspecify.annotations.NullMarked;
