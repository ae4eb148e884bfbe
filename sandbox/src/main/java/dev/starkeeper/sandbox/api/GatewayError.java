package dev.starkeeper.sandbox.api;

/** What stands before Telegram says when Telegram does not answer. */
final class GatewayError {
  private GatewayError() {}

  static String words(int status) {
    return switch (status) {
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Server Error";
    };
  }

  /** The page of the web server in front. */
  static String page(int status) {
    var title = status + " " + words(status);
    return """
    <html>
    <head><title>%s</title></head>
    <body>
    <center><h1>%s</h1></center>
    <hr><center>nginx/1.18.0</center>
    </body>
    </html>
    """
        .formatted(title, title);
  }
}
