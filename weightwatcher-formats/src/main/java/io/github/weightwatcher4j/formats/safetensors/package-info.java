/**
 * The safetensors format of Hugging Face: eight bytes that say how long the header is, the header
 * in JSON, then the tensors without gaps.
 */
@NullMarked
package io.github.weightwatcher4j.formats.safetensors;

import org.jspecify.annotations.NullMarked;
