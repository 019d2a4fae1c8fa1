/** Tests of the provisioner core. */
@NullMarked
package dev.vouch.core.provisioner;

import org.jspecify.annotations.NullMarked;
