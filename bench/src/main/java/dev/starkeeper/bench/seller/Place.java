package dev.starkeeper.bench.seller;

import dev.starkeeper.bench.world.World;
import dev.starkeeper.launch.Products;
import dev.starkeeper.soak.DurablePostgres;
import java.nio.file.Path;

/**
 * Where sellers are started.
 *
 * @param peer the directory of the peer, with what it needs installed
 * @param logs where each process's output goes
 */
public record Place(
    World world, DurablePostgres postgres, Products products, Path peer, Path logs) {}
