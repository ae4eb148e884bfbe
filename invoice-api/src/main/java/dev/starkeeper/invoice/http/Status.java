package dev.starkeeper.invoice.http;

import java.util.Arrays;
import java.util.Optional;

/** The HTTP statuses we answer with, by RFC 9110's words. */
enum Status {
  OK(200, "OK"),
  CREATED(201, "Created"),
  ACCEPTED(202, "Accepted"),
  NO_CONTENT(204, "No Content"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  CONFLICT(409, "Conflict"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  TOO_MANY_REQUESTS(429, "Too Many Requests"),
  HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  BAD_GATEWAY(502, "Bad Gateway"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final int code;
  private final String title;

  Status(int code, String title) {
    this.code = code;
    this.title = title;
  }

  int code() {
    return code;
  }

  String title() {
    return title;
  }

  boolean isOurFault() {
    return code >= INTERNAL_SERVER_ERROR.code;
  }

  static Optional<Status> of(int code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }
}
