package dev.starkeeper.acceptance.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own browser. None is downloaded. */
final class Chromium {
  /** Where it is, if that is somewhere else. */
  static final String PLACE = "STARKEEPER_CHROMIUM";

  /** Set where the machine has been made ready for everything to be tried. */
  static final String NEEDED = "STARKEEPER_CHROMIUM_NEEDED";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Path OF_MACOS =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /** It stays on this machine; as root, which CI is, it cannot have a sandbox of its own. */
  static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage");

  private Chromium() {}

  static Optional<Path> find() {
    var told = System.getenv(PLACE);
    if (told != null) return Optional.of(Path.of(told));
    var inPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)));
    return Stream.concat(inPath, Stream.of(OF_MACOS)).filter(Files::isExecutable).findFirst();
  }
}
