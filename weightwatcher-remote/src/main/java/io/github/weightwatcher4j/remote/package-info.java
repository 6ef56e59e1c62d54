/**
 * Weight files that lie elsewhere, as paths of {@code java.nio.file}: on web servers that serve
 * parts of files, and in the repositories of Hugging Face's hub. Start at {@link
 * io.github.weightwatcher4j.remote.RemoteFiles}.
 */
@NullMarked
package io.github.weightwatcher4j.remote;

import org.jspecify.annotations.NullMarked;
