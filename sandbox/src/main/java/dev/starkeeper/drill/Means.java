package dev.starkeeper.drill;

import dev.starkeeper.launch.JsonHttp;
import java.time.InstantSource;

/** What everybody needs. */
record Means(JsonHttp http, InstantSource clock, Patience patience) {}
