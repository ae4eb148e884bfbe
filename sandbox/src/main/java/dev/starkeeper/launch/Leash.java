package dev.starkeeper.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Ties a child process to this one: if we end without stopping it, even by SIGKILL, it is stopped.
 * The child's standard input is a pipe that we never write to. A small shell beside the child waits
 * for its other end to close, which the kernel does for us however we end.
 */
final class Leash {
  // INT and HUP are ignored, and stay so in the child: a terminal sends them to all processes at
  // once, but the children are ours to stop, in sequence. `exec` gives the child the shell's pid,
  // so that signals and the exit status need no passing on. It gets twelve seconds, as it may
  // drain for ten.
  private static final String SCRIPT =
      """
      trap '' INT HUP
      exec 3<&0 </dev/null
      {
        cat <&3
        kill -TERM $$ || exit
        for second in 1 2 3 4 5 6 7 8 9 10 11 12; do
          sleep 1
          kill -0 $$ || exit
        done
        kill -KILL $$
      } >/dev/null 2>&1 &
      exec "$@" 3<&-
      """;

  private Leash() {}

  static List<String> around(List<String> command) {
    var words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "leash"));
    words.addAll(command);
    return words;
  }
}
