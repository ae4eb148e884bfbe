package dev.starkeeper.invoice.http;

import java.util.Arrays;

/** The request methods we know by name. Any other is refused before a route is sought. */
enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS,
  TRACE;

  static boolean knows(String name) {
    return Arrays.stream(values()).anyMatch(method -> method.name().equals(name));
  }
}
