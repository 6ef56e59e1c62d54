/** What the packages of this module share, and no user needs. */
@NullMarked
package io.github.weightwatcher4j.dl4j.internal;

import org.jspecify.annotations.NullMarked;
