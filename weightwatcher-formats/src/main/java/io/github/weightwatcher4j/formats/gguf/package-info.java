/**
 * GGUF, the format of llama.cpp: metadata, descriptions of tensors and their numbers in one file,
 * mostly quantized in blocks. Blocks are turned into numbers when they are read.
 */
@NullMarked
package io.github.weightwatcher4j.formats.gguf;

import org.jspecify.annotations.NullMarked;
