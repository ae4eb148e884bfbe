package dev.starkeeper.acceptance;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** All Java files of this repository, as the compiler reads them. */
final class SyntaxTrees {
  /** A part of a file, and where it stands. */
  record Node<T extends Tree>(CompilationUnitTree unit, T tree, Trees trees) {
    Path file() {
      return Path.of(unit.getSourceFile().toUri());
    }

    String fileName() {
      return Sources.name(file());
    }

    long lines() {
      var positions = trees.getSourcePositions();
      return lineAt(positions.getEndPosition(unit, tree)) - firstLine() + 1;
    }

    private long firstLine() {
      return lineAt(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    private long lineAt(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    @Override
    public String toString() {
      return fileName() + ":" + firstLine();
    }
  }

  private final List<CompilationUnitTree> units;
  private final Trees trees;

  private SyntaxTrees(List<CompilationUnitTree> units, Trees trees) {
    this.units = units;
    this.trees = trees;
  }

  static SyntaxTrees parse() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjectsFromPaths(ours());
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, sources);
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      return new SyntaxTrees(List.copyOf(units), Trees.instance(task));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot parse", e);
    }
  }

  /** Without the samples of {@code docs}: each is one file for a reader, in no package of ours. */
  private static List<Path> ours() {
    return Sources.endingWith(".java").stream()
        .filter(file -> !Sources.name(file).startsWith("docs/"))
        .toList();
  }

  List<Node<CompilationUnitTree>> files() {
    return units.stream().map(unit -> new Node<>(unit, unit, trees)).toList();
  }

  /** Every node of that kind. */
  <T extends Tree> List<Node<T>> all(Class<T> kind) {
    var nodes = new ArrayList<Node<T>>();
    for (var unit : units) {
      new TreeScanner<@Nullable Void, @Nullable Void>() {
        @Override
        public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
          if (kind.isInstance(tree)) nodes.add(new Node<>(unit, kind.cast(tree), trees));
          return super.scan(tree, null);
        }
      }.scan(unit, null);
    }
    return nodes;
  }
}
