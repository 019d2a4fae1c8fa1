@org.jspecify.annotations.NullMarked
package dev.vouch.ecc;
