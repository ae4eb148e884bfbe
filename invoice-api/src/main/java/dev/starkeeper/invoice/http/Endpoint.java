package dev.starkeeper.invoice.http;

/**
 * One thing the API does.
 *
 * @param path with {@code :name} for a part that varies
 */
record Endpoint(Method method, String path, Handler handler) {
  /** Answers a call, or throws what {@link Problem#of(RuntimeException)} understands. */
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /** As it is counted: the path with <code>{name}</code> for a part that varies. */
  String template() {
    return path.replaceAll(":(\\w+)", "{$1}");
  }
}
