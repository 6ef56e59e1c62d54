/**
 * Models in a tar archive, gzipped or not, as AllenNLP publishes them: the one weight file in it is
 * unpacked and read as its own format tells.
 */
@NullMarked
package io.github.weightwatcher4j.formats.tar;

import org.jspecify.annotations.NullMarked;
