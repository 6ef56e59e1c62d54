/** Zip archives, in which several formats keep their tensors, stored or deflated. */
@NullMarked
package io.github.weightwatcher4j.formats.zip;

import org.jspecify.annotations.NullMarked;
