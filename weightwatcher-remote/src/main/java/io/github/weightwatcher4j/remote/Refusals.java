package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** What an answer that is no content means, and what to do about it. */
interface Refusals {

  /** The exception for the answer of the server that was asked first. */
  IOException of(String shown, Answer answer, boolean withToken);

  /** The exception for the answer of a server that another led to. */
  default IOException ofStore(String shown, Answer answer) {
    return new RemoteException(
        shown,
        ("the store %s, which the server led to, answers %d; try again, and if it stays so tell "
                + "those who run the server")
            .formatted(Servers.host(answer.from()), answer.status()),
        answer.status());
  }

  /** Those of any web server. */
  static Refusals ofWeb() {
    return (shown, answer, withToken) ->
        switch (answer.status()) {
          case Answer.UNAUTHORIZED ->
              denied(
                  shown,
                  withToken
                      ? "the server refuses the token (401); is it whole, and has it expired?"
                      : "the server asks who you are (401); give it a token, by --token-file or"
                          + " RemoteOptions.token");
          case Answer.FORBIDDEN ->
              denied(
                  shown,
                  withToken
                      ? "the token may not read it (403); ask for the permission"
                      : "it may not be read (403); a signed address may have expired: get a new"
                          + " one, or give a token, by --token-file or RemoteOptions.token");
          case Answer.NOT_FOUND, Answer.GONE ->
              missing(
                  shown,
                  "there is no such file (%d); check the address".formatted(answer.status()));
          default -> general(shown, answer);
        };
  }

  /**
   * Those of the hub.
   *
   * @param page where the model is shown in a browser
   */
  static Refusals ofHub(String page) {
    return (shown, answer, withToken) ->
        switch (answer.status()) {
          case Answer.UNAUTHORIZED, Answer.FORBIDDEN -> hubDenied(shown, answer, page, withToken);
          case Answer.NOT_FOUND, Answer.GONE -> missing(shown, hubMissing(answer, page, withToken));
          default -> general(shown, answer);
        };
  }

  private static IOException hubDenied(
      String shown, Answer answer, String page, boolean withToken) {
    String code = answer.header("X-Error-Code").orElse("");
    if (code.equals("GatedRepo") || answer.status() == Answer.FORBIDDEN) {
      return denied(
          shown,
          ("its owner lets in only who asked (%d); accept the terms at %s and set HF_TOKEN to a "
                  + "token of that account")
              .formatted(answer.status(), page));
    }
    return denied(
        shown,
        withToken
            ? "the hub refuses the token, or knows no such model (401); check both"
            : "there is no such model, or it is private (401); check the name, or set HF_TOKEN to"
                + " a token that may read it");
  }

  private static String hubMissing(Answer answer, String page, boolean withToken) {
    String what =
        switch (answer.header("X-Error-Code").orElse("")) {
          case "RepoNotFound" -> "there is no such model";
          case "RevisionNotFound" -> "there is no such revision of the model";
          default -> "there is no such model, revision or file";
        };
    return "%s (%d); %s shows what there is%s"
        .formatted(
            what,
            answer.status(),
            page,
            withToken ? "" : ", and a private one needs a token in HF_TOKEN");
  }

  private static IOException general(String shown, Answer answer) {
    int status = answer.status();
    String text =
        status == 429
            ? "the server asks for fewer requests (429); wait a while, and use a token if you "
                + "have none"
            : Set.of(500, 502, 503, 504).contains(status)
                ? "the server is out of order or busy (" + status + "); try again later"
                : "the server answers " + status + ", which is no file; check the address";
    return new RemoteException(shown, text, status);
  }

  private static IOException denied(String shown, String reason) {
    return new AccessDeniedException(shown, null, reason);
  }

  private static IOException missing(String shown, String reason) {
    return new NoSuchFileException(shown, null, reason);
  }
}
