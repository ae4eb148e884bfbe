package dev.starkeeper.invoice.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come with the program. */
final class Resource {
  private Resource() {}

  /** Throws {@link IllegalStateException} if it was built without that file. */
  static String read(Class<?> beside, String file) {
    try (var in = beside.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException("built without " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
