package io.github.weightwatcher4j.remote;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param from the address that was asked
 * @param status such as 206
 * @param headers of the answer
 * @param content the bytes, as far as they were wanted
 */
record Answer(URI from, int status, HttpHeaders headers, Body content) {

  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int GONE = 410;
  static final int RANGE = 416;
  private static final int BAD_REQUEST = 400;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  /** The bytes, as far as they were wanted. */
  byte[] body() {
    return content.bytes();
  }

  /** Whether these are all that the server had to send. */
  boolean whole() {
    return content.whole();
  }

  /** A header's first value. */
  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Whether it only says where to ask. */
  boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Whether the same may be answered a little later. */
  boolean isBusy() {
    return status == TIMEOUT || status == TOO_MANY || status >= 500;
  }

  /** Whether a signed address may have expired. */
  boolean isRefusal() {
    return status == BAD_REQUEST
        || status == UNAUTHORIZED
        || status == FORBIDDEN
        || status == NOT_FOUND
        || status == GONE;
  }
}
