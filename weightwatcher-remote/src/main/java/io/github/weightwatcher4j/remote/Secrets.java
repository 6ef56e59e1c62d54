package io.github.weightwatcher4j.remote;

import java.util.regex.Pattern;

/** Hides what opens a door in texts that may hold addresses. */
public final class Secrets {

  private static final Pattern USER = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s'\"?#]*@");
  private static final Pattern QUERY =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^\\s'\"?#]*)[?#][^\\s'\"]*");

  private Secrets() {}

  /** A text with the addresses in it cut short: without user, query and fragment. */
  public static String hidden(String text) {
    return QUERY.matcher(USER.matcher(text).replaceAll("$1")).replaceAll("$1");
  }
}
