/**
 * The implicit view (backing spec 2.7): which blocks may be scheduling parents under the active
 * leaves. Shared by candidate backing and statement distribution, one view each.
 */
@NullMarked
package dev.vouch.core.view;

import org.jspecify.annotations.NullMarked;
